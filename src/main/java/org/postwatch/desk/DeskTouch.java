package org.postwatch.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.PresenceSignal.SignalKind;
import org.postwatch.text.PrintableText;

/**
 * One touch as the page stored it. It has its id and its time from the moment of the touch, so that it becomes the same event,
 * byte for byte, however often and to whichever instance it is sent.
 *
 * @param id a UUID in lower case
 * @param subject the badge of an officer, or the id of an entrance
 * @param where the place that an officer was called to
 * @param time by the clock of the instance that served the page, in milliseconds
 */
public record DeskTouch(String id, DeskAction action, String subject, Optional<String> where, Instant time) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException if the id or the place has another form */
    public DeskTouch {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id: expected a UUID in lower case");
        }
        if (where.filter(place -> place.isBlank()
                        || place.length() > EventOrigin.MAX_ID_LENGTH
                        || !PrintableText.isPrintable(place))
                .isPresent()) {
            throw new IllegalArgumentException(
                    "where: expected 1 to " + EventOrigin.MAX_ID_LENGTH + " printable characters");
        }
    }

    /** The event of the desk's feed. */
    Event event(String district, String campus, String feed) {
        EventOrigin origin = new EventOrigin(district, feed, "desk-" + id, time);
        return action.isOfOfficer()
                ? new PresenceSignal(
                        origin,
                        SignalKind.of(action.type()),
                        subject,
                        campus,
                        Optional.empty(),
                        action == DeskAction.CALLED_AWAY ? where : Optional.empty(),
                        Optional.empty())
                : new EntranceEvent(origin, action.type(), campus, subject);
    }
}
