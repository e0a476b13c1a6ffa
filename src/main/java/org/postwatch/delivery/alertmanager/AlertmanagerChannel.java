package org.postwatch.delivery.alertmanager;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.Secrets;
import org.postwatch.delivery.Wording;
import org.postwatch.delivery.web.Endpoint;
import org.postwatch.delivery.web.Web;
import org.postwatch.routing.Address;
import org.postwatch.routing.Notice;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An alert is its labels: when the severity rises it is another one, and the former is resolved in the same breath. One that is
 * not sent again ends by itself after five minutes; the watchdog's is never sent again but by the next watchdog notice.
 */
public final class AlertmanagerChannel implements Channel {
    static final Duration AGAIN_AFTER = Duration.ofMinutes(1);
    static final Duration RESOLVED_FOR = Duration.ofMinutes(5);
    static final Duration FIRES_FOR = Duration.ofMinutes(5);
    /** Alerts whose labels are remembered; of older ones the former ends by itself. */
    private static final int REMEMBERED_MAX = 10_000;

    private final Endpoint endpoint;
    private final Login login;
    private final Web web;
    private final Map<String, Map<String, String>> firing = new LinkedHashMap<>();

    /** @throws IllegalStateException when the address or a secret is missing or none */
    public AlertmanagerChannel(Address.Alertmanager address, Secrets secrets, Collection<String> barred, Web web) {
        this.endpoint = Endpoint.of(address.url(), secrets, barred).below("/api/v2/alerts");
        this.login = Login.of(address, secrets);
        this.web = web;
    }

    @Override
    public Answer send(Notice notice) throws InterruptedException {
        if (notice.stage() == Notice.Stage.DIGEST) {
            return new Answer.Taken("a digest is no alert");
        }
        Instant now = web.clock().instant();
        Map<String, String> labels = labels(notice);
        Map<String, String> former = firing.get(notice.ref());
        ArrayNode alerts = JsonNodeFactory.instance.arrayNode();
        boolean fires = isFiring(notice);
        if (former != null && !former.equals(labels)) {
            alerts.add(alert(notice, former, now));
        }
        // An alert that nobody knows under its new labels need not be resolved under them.
        if (fires || former == null || former.equals(labels)) {
            alerts.add(alert(notice, labels, end(notice, now)));
        }
        Answer answer = web.post(
                endpoint,
                login.with(Map.of("Content-Type", "application/json")),
                alerts.toString().getBytes(StandardCharsets.UTF_8),
                login.masked());
        if (answer instanceof Answer.Taken) {
            remember(notice, fires ? labels : former);
        }
        return answer;
    }

    @Override
    public Optional<Duration> refresh(Notice notice, Duration known) {
        boolean again = switch (notice.stage()) {
            case WATCHDOG, DIGEST -> false;
            default -> isFiring(notice) || known.compareTo(RESOLVED_FOR) < 0;
        };
        return again ? Optional.of(AGAIN_AFTER) : Optional.empty();
    }

    private void remember(Notice notice, Map<String, String> labels) {
        firing.remove(notice.ref());
        if (labels != null) {
            firing.put(notice.ref(), labels);
        }
        if (firing.size() > REMEMBERED_MAX) {
            firing.remove(firing.keySet().iterator().next());
        }
    }

    private static boolean isFiring(Notice notice) {
        return switch (notice.status()) {
            case OPEN, EXPECTED -> true;
            case CLOSED, WITHDRAWN -> false;
        };
    }

    private static Instant end(Notice notice, Instant now) {
        if (!isFiring(notice)) {
            // Never ahead of their clock, so that the end does not fire again.
            return notice.at().isBefore(now) ? notice.at() : now;
        }
        // A watchdog that was long on its way proves nothing of now.
        return (notice.stage() == Notice.Stage.WATCHDOG ? notice.at() : now).plus(FIRES_FOR);
    }

    private static Map<String, String> labels(Notice notice) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("alertname", "Postwatch");
        labels.put("ref", notice.ref());
        if (notice.stage() == Notice.Stage.WATCHDOG) {
            labels.put("alertname", "PostwatchWatchdog");
        } else if (notice.matters() > 1) {
            labels.put("alertname", "PostwatchGroup");
            // The worst comes first.
            copy(notice, "severity", labels, "severity");
        } else {
            copy(notice, "kind", labels, "alertname");
            copy(notice, "severity", labels, "severity");
            copy(notice, "campus", labels, "campus");
        }
        return labels;
    }

    private static void copy(Notice notice, String field, Map<String, String> labels, String label) {
        if (!notice.items().isEmpty() && notice.items().get(0).fields().containsKey(field)) {
            labels.put(label, Wording.plain(notice.items().get(0).fields().get(field)));
        }
    }

    private static ObjectNode alert(Notice notice, Map<String, String> labels, Instant end) {
        ObjectNode alert = JsonNodeFactory.instance.objectNode();
        ObjectNode node = alert.putObject("labels");
        labels.forEach(node::put);
        ObjectNode annotations = alert.putObject("annotations");
        annotations.put("summary", Wording.headline(notice));
        annotations.put("description", String.join("\n", Wording.lines(notice)));
        annotations.put("stage", notice.stage().wireName());
        Instant start = start(notice);
        alert.put("startsAt", (start.isAfter(end) ? end : start).toString());
        alert.put("endsAt", end.toString());
        return alert;
    }

    /** Alertmanager keeps the earliest that it was told. */
    private static Instant start(Notice notice) {
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
