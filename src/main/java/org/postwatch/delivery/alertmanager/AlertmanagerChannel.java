package org.postwatch.delivery.alertmanager;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NoticeText;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.web.HttpEndpoint;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.notification.model.Notice;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An alert is its labels: when the severity rises it is another one, and the former is resolved in the same breath. One
 * that is not sent again ends by itself after five minutes; the watchdog's is never sent again but by the next watchdog
 * notice.
 */
final class AlertmanagerChannel implements NotificationChannel {
    static final Duration RESEND_INTERVAL = Duration.ofMinutes(1);
    static final Duration RESEND_RESOLVED_FOR = Duration.ofMinutes(5);
    static final Duration ALERT_LIFETIME = Duration.ofMinutes(5);
    /** Alerts whose labels are remembered; of older ones the former ends by itself. */
    private static final int MAX_REMEMBERED = 10_000;

    private final HttpEndpoint endpoint;
    private final AlertmanagerCredentials credentials;
    private final HttpSender http;
    private final Map<String, Map<String, String>> firingLabels = new LinkedHashMap<>();

    /** @throws IllegalStateException when the URL must not be called, or a secret is missing */
    AlertmanagerChannel(AlertmanagerAddress address, ChannelContext context) {
        this(context.endpoint(address.url()), AlertmanagerCredentials.of(address, context.secrets()), context.http());
    }

    AlertmanagerChannel(HttpEndpoint base, AlertmanagerCredentials credentials, HttpSender http) {
        this.endpoint = base.withPath(AlertmanagerAddress.ALERTS_PATH);
        this.credentials = credentials;
        this.http = http;
    }

    @Override
    public AttemptResult send(Notice notice) throws InterruptedException {
        if (notice.stage() == Notice.NoticeStage.DIGEST) {
            return new AttemptResult.Delivered("a digest is no alert");
        }
        Instant now = http.clock().instant();
        Map<String, String> labels = labels(notice);
        Map<String, String> former = firingLabels.get(notice.ref());
        ArrayNode alerts = JsonNodeFactory.instance.arrayNode();
        boolean fires = isFiring(notice);
        if (former != null && !former.equals(labels)) {
            alerts.add(alert(notice, former, now));
        }
        // An alert that nobody knows under its new labels need not be resolved under them.
        if (fires || former == null || former.equals(labels)) {
            alerts.add(alert(notice, labels, endsAt(notice, now)));
        }
        AttemptResult answer = http.post(
                endpoint,
                credentials.addTo(Map.of("Content-Type", "application/json")),
                alerts.toString().getBytes(StandardCharsets.UTF_8),
                credentials.maskedTexts());
        if (answer.isDelivered()) {
            remember(notice, fires ? labels : former);
        }
        return answer;
    }

    @Override
    public Optional<Duration> resendAfter(Notice notice, Duration known) {
        boolean again = switch (notice.stage()) {
            case WATCHDOG, DIGEST -> false;
            case EXPECTED, AVERTED, OPENED, ESCALATED, CORRECTED, UPDATED, ACKNOWLEDGED, REPEATED, CLOSED, WITHDRAWN ->
                isFiring(notice) || known.compareTo(RESEND_RESOLVED_FOR) < 0;
        };
        return again ? Optional.of(RESEND_INTERVAL) : Optional.empty();
    }

    private void remember(Notice notice, Map<String, String> labels) {
        firingLabels.remove(notice.ref());
        if (labels != null) {
            firingLabels.put(notice.ref(), labels);
        }
        if (firingLabels.size() > MAX_REMEMBERED) {
            firingLabels.remove(firingLabels.keySet().iterator().next());
        }
    }

    private static boolean isFiring(Notice notice) {
        return switch (notice.status()) {
            case OPEN, EXPECTED -> true;
            case CLOSED, WITHDRAWN -> false;
        };
    }

    private static Instant endsAt(Notice notice, Instant now) {
        if (!isFiring(notice)) {
            // Never ahead of their clock, so that the end does not fire again.
            return notice.at().isBefore(now) ? notice.at() : now;
        }
        // A watchdog that was delivered late says nothing about the present.
        return (notice.stage() == Notice.NoticeStage.WATCHDOG ? notice.at() : now).plus(ALERT_LIFETIME);
    }

    private static Map<String, String> labels(Notice notice) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("alertname", "Postwatch");
        labels.put("ref", notice.ref());
        if (notice.stage() == Notice.NoticeStage.WATCHDOG) {
            labels.put("alertname", "PostwatchWatchdog");
        } else if (notice.alertCount() > 1) {
            labels.put("alertname", "PostwatchGroup");
            // The worst comes first.
            copyField(notice, "severity", labels, "severity");
        } else {
            copyField(notice, "kind", labels, "alertname");
            copyField(notice, "severity", labels, "severity");
            copyField(notice, "campus", labels, "campus");
        }
        return labels;
    }

    private static void copyField(Notice notice, String field, Map<String, String> labels, String label) {
        if (!notice.items().isEmpty() && notice.items().get(0).fields().containsKey(field)) {
            labels.put(label, NoticeText.sanitize(notice.items().get(0).fields().get(field)));
        }
    }

    private static ObjectNode alert(Notice notice, Map<String, String> labels, Instant end) {
        ObjectNode alert = JsonNodeFactory.instance.objectNode();
        ObjectNode node = alert.putObject("labels");
        labels.forEach(node::put);
        ObjectNode annotations = alert.putObject("annotations");
        annotations.put("summary", NoticeText.headline(notice));
        annotations.put("description", String.join("\n", NoticeText.lines(notice)));
        annotations.put("stage", notice.stage().wireName());
        Instant start = startsAt(notice);
        alert.put("startsAt", (start.isAfter(end) ? end : start).toString());
        alert.put("endsAt", end.toString());
        return alert;
    }

    /** Alertmanager keeps the earliest start that it received. */
    private static Instant startsAt(Notice notice) {
        if (notice.items().size() == 1) {
            String opened = notice.items().get(0).fields().get("opened");
            try {
                return opened == null
                        ? notice.at()
                        : OffsetDateTime.parse(opened).toInstant();
            } catch (DateTimeParseException e) {
                return notice.at();
            }
        }
        return notice.at();
    }
}
