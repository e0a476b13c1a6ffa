package org.postwatch.dispatch;

import java.time.Instant;
import java.util.List;
import org.postwatch.routing.Notice;

/**
 * The latest notice of a subject to a recipient: what the topic holds under its key.
 *
 * @param matters the ids of its items, in their order
 * @param acknowledged whether the recipient was told, since it was last called, that somebody has it in hand
 * @param forgetAt when nobody needs it any more; {@link Affair#NEVER} while it is open
 */
public record Sent(Notice notice, List<String> matters, boolean acknowledged, Instant forgetAt) {
    public Sent {
        matters = List.copyOf(matters);
    }
}
