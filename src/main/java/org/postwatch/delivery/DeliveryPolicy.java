package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import org.postwatch.notification.model.Notice;

/**
 * How a recipient is to be dealt with.
 *
 * @param giveUpAfter so long a notice is tried
 * @param pager nothing is sent there that was over before it was ever told
 * @param updates whether {@link org.postwatch.notification.model.Notice.NoticeStage#UPDATED} is sent there at all
 * @param refreshing when what was taken is to be sent again
 */
public record DeliveryPolicy(Duration giveUpAfter, boolean isPager, boolean acceptsUpdates, ResendPolicy resendPolicy) {

    /** As {@link NotificationChannel#resendAfter}. */
    public interface ResendPolicy {
        Optional<Duration> resendAfter(Notice notice, Duration known);
    }
}
