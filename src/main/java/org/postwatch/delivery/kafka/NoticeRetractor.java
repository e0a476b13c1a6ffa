package org.postwatch.delivery.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.RecipientKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes notices from the topics of recipients when they are no longer needed or no longer allowed, even if the
 * recipient has another address now or was removed. It works through them one by one on a thread of its own and
 * retries failures each minute.
 */
public final class NoticeRetractor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeRetractor.class);
    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    private final RecipientTopics topics;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread own = new Thread(task, "notice-retractor");
        own.setDaemon(true);
        return own;
    });
    /** Keys of notices that are to go, and have not come again meanwhile. Guarded by itself. */
    private final Set<String> pendingKeys = new HashSet<>();
    /** Topics that are left alone until then, by the machine's clock; this and the next are the thread's alone. */
    private final Map<String, Long> backoffUntil = new HashMap<>();

    private boolean topicsListed;

    public NoticeRetractor(RecipientTopics topics) {
        this.topics = topics;
    }

    /**
     * Others may have made topics since the last look: what there is, is looked up again before the next is withdrawn.
     */
    public void refreshTopics() {
        execute(() -> topicsListed = false);
    }

    /**
     * Takes a notice back.
     *
     * @param key the notice's
     * @param ref by which the topic knows it
     * @param out run by another thread when no topic holds it any more, unless it was to be kept by then
     */
    public void retract(String key, String ref, Runnable out) {
        synchronized (pendingKeys) {
            pendingKeys.add(key);
        }
        execute(() -> attempt(key, ref, out));
    }

    /** Before it is put into a topic once more: from now on it is not taken back. */
    public void cancel(String key) {
        synchronized (pendingKeys) {
            pendingKeys.remove(key);
        }
    }

    private void attempt(String key, String ref, Runnable out) {
        RecipientKey recipient = NoticeKey.parse(key).recipient();
        String topic = KafkaChannel.TOPIC_PREFIX + recipient.district() + "." + recipient.recipient();
        try {
            Long rest = backoffUntil.get(topic);
            if (rest != null && rest - System.nanoTime() > 0) {
                retryLater(key, ref, out);
                return;
            }
            if (!topicsListed) {
                topics.refresh();
                topicsListed = true;
            }
            Optional<Future<?>> sent = send(key, topic, ref);
            if (sent.isPresent()) {
                sent.get().get(NotificationChannel.MAX_ATTEMPT_DURATION.toMillis(), TimeUnit.MILLISECONDS);
            }
            backoffUntil.remove(topic);
            finish(key, out);
        } catch (InterruptedException e) {
            // Stopped: the next owner retracts it.
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.warn("not taken back yet, tried again in a minute: topic={} reason={}", topic, e.toString());
            topicsListed = false;
            backoffUntil.put(topic, System.nanoTime() + RETRY_DELAY.toNanos());
            retryLater(key, ref, out);
        }
    }

    /** Under the lock, so that what comes again goes behind it. */
    private Optional<Future<?>> send(String key, String topic, String ref) {
        synchronized (pendingKeys) {
            return pendingKeys.contains(key) ? topics.sendTombstone(topic, ref) : Optional.empty();
        }
    }

    private void finish(String key, Runnable out) {
        synchronized (pendingKeys) {
            if (pendingKeys.remove(key)) {
                out.run();
            }
        }
    }

    private void retryLater(String key, String ref, Runnable out) {
        try {
            thread.schedule(() -> attempt(key, ref, out), RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }

    private void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }

    /** Notices that are not retracted by then are recorded and left to the next owner. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
