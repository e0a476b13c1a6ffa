package org.postwatch.intake.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The result of one event of a request.
 *
 * @param index its place in the batch, from 0
 * @param id of the event; empty when it cannot be read
 * @param rejection empty when every in-sync replica has the event
 */
record EventResult(int index, String id, Optional<EventRejection> rejection) {
    /** The status of an event that every in-sync replica has. */
    static final String ACCEPTED = "accepted";

    /**
     * Why an event is not accepted.
     *
     * @param reason as {@code malformed}
     * @param field as {@code data.campus}; empty when it is no single field
     * @param isTemporary whether the same event may be accepted when it is sent again
     */
    record EventRejection(String reason, String field, String detail, boolean isTemporary) {
        static EventRejection permanent(String reason, String field, String detail) {
            return new EventRejection(reason, field, detail, false);
        }

        static EventRejection temporary(String reason, String detail) {
            return new EventRejection(reason, "", detail, true);
        }
    }

    boolean isAccepted() {
        return rejection.isEmpty();
    }

    boolean isTemporary() {
        return rejection.filter(EventRejection::isTemporary).isPresent();
    }

    /** The members of its JSON object. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new TreeMap<>();
        json.put("index", index);
        json.put("id", id);
        json.put("status", isAccepted() ? ACCEPTED : "rejected");
        rejection.ifPresent(why -> {
            json.put("reason", why.reason());
            json.put("field", why.field());
            json.put("detail", why.detail());
        });
        return json;
    }
}
