package org.postwatch.intake;

import java.util.Objects;
import java.util.Optional;
import org.postwatch.event.EventType;

/**
 * Why a message, or a part of it, became no event although it should have. It repeats no value of the message: it may be
 * logged, counted and shown.
 *
 * @param field the field of the vendor or of the event that is at fault, as {@code body.params.ts} or {@code data.entrance};
 *     {@code body} for the message as a whole
 * @param detail what was expected, for people
 * @param type the event that it should have become; empty when that is not known
 */
public record MessageRejection(MessageFault reason, String field, String detail, Optional<EventType> type) {
    /** The words are those of dead letters where both have them. */
    public enum MessageFault {
        MALFORMED("malformed"),
        TOO_LARGE("too-large"),
        /** More events in one message than the limit, or more work than a profile may do. */
        TOO_MANY("too-many");

        private final String wireName;

        MessageFault(String wireName) {
            this.wireName = wireName;
        }

        /** As in metrics, statistics and answers. */
        public String wireName() {
            return wireName;
        }
    }

    public MessageRejection {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(field);
        Objects.requireNonNull(detail);
        Objects.requireNonNull(type);
    }

    /** One of which the type of the event is not known. */
    public MessageRejection(MessageFault reason, String field, String detail) {
        this(reason, field, detail, Optional.empty());
    }

    /** The same of an event of that type. */
    public MessageRejection ofType(EventType known) {
        return new MessageRejection(reason, field, detail, Optional.of(known));
    }

    public static MessageRejection malformed(String field, String detail) {
        return new MessageRejection(MessageFault.MALFORMED, field, detail);
    }

    @Override
    public String toString() {
        return reason.wireName() + ": " + field + ": " + detail;
    }
}
