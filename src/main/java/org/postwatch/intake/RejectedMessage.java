package org.postwatch.intake;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.postwatch.event.EventType;

/**
 * A message or event that was rejected. It repeats no value of the message.
 *
 * @param id of the event; empty when it could not be read
 * @param reason as {@code malformed}
 * @param field where, as {@code data.campus}; empty when it is no single field; at most {@value #MAX_FIELD_LENGTH} characters
 * @param detail what was expected; at most {@value #MAX_DETAIL_LENGTH} characters
 * @param type what it would have become; empty when that is not known
 */
public record RejectedMessage(
        Instant at, String id, String reason, String field, String detail, Optional<EventType> type) {
    private static final int MAX_FIELD_LENGTH = 200;
    private static final int MAX_DETAIL_LENGTH = 500;

    public RejectedMessage {
        Objects.requireNonNull(at);
        Objects.requireNonNull(id);
        Objects.requireNonNull(reason);
        field = WholeCharacters.limit(field, MAX_FIELD_LENGTH);
        detail = WholeCharacters.limit(detail, MAX_DETAIL_LENGTH);
        Objects.requireNonNull(type);
    }

    /** One of which the type is not known. */
    public RejectedMessage(Instant at, String id, String reason, String field, String detail) {
        this(at, id, reason, field, detail, Optional.empty());
    }

    /** A message of a source, or a part of it. */
    public static RejectedMessage of(MessageRejection rejection, Instant at) {
        return new RejectedMessage(
                at, "", rejection.reason().wireName(), rejection.field(), rejection.detail(), rejection.type());
    }
}
