package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import org.postwatch.notification.model.Notice;

/**
 * The delivery settings of a recipient.
 *
 * @param giveUpAfter how long delivery is retried
 * @param pager alerts that closed before the first notification are not sent
 * @param updates whether {@link org.postwatch.notification.model.Notice.NoticeStage#UPDATED} is sent
 * @param refreshing the interval after which delivered notices are sent again
 */
public record DeliveryPolicy(Duration giveUpAfter, boolean isPager, boolean acceptsUpdates, ResendPolicy resendPolicy) {

    /** As {@link NotificationChannel#resendAfter}. */
    public interface ResendPolicy {
        Optional<Duration> resendAfter(Notice notice, Duration known);
    }
}
