package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import org.postwatch.routing.Notice;

/**
 * How a recipient is to be dealt with.
 *
 * @param giveUpAfter so long a notice is tried
 * @param pager nothing is sent there that was over before it was ever told
 * @param updates whether {@link org.postwatch.routing.Notice.Stage#UPDATED} is sent there at all
 * @param refreshing when what was taken is to be sent again
 */
public record Terms(Duration giveUpAfter, boolean pager, boolean updates, Refreshing refreshing) {

    /** As {@link Channel#refresh}. */
    public interface Refreshing {
        Optional<Duration> after(Notice notice, Duration known);
    }
}
