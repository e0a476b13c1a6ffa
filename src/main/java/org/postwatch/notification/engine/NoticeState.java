package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.List;
import org.postwatch.notification.model.Notice;

/**
 * The latest notice of a subject to a recipient: what the topic holds under its key.
 *
 * @param alertIds the ids of its items, in their order
 * @param acknowledged whether the recipient was notified, since the last call, that an operator has acknowledged it
 * @param expiresAt when it is removed from the topic; {@link AlertState#NEVER} while it is open
 */
public record NoticeState(Notice notice, List<String> alertIds, boolean acknowledged, Instant expiresAt) {
    public NoticeState {
        alertIds = List.copyOf(alertIds);
    }
}
