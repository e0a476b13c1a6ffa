package org.postwatch.delivery.pagerduty;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.delivery.NoticeText;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.web.HttpEndpoint;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each call has a {@code dedup_key} of its own, made of the reference and the number of the call: PagerDuty notifies nobody
 * of what comes under the key of an alert that somebody has acknowledged there. A new call is made first, then the former
 * one is resolved.
 */
final class PagerDutyChannel implements NotificationChannel {
    /** Theirs, from the worst to the mildest. */
    private static final List<String> PAGERDUTY_SEVERITIES = List.of("critical", "error", "warning", "info");

    /** References whose last call is remembered. */
    private static final int MAX_REMEMBERED = 10_000;
    /** So many former calls are resolved where it is not remembered which of them were made. */
    private static final int MAX_FORMER_CALLS = 3;

    private final Map<String, Integer> lastCalls = new LinkedHashMap<>();
    /** Of the district, from the mildest to the worst. */
    private final List<String> severities;

    private final HttpEndpoint endpoint;
    private final String routingKey;
    private final HttpSender http;

    /** @throws IllegalStateException when the URL must not be called, or a secret is missing */
    PagerDutyChannel(PagerDutyAddress address, ChannelContext context) {
        this.severities = List.copyOf(context.routing().severities());
        this.endpoint = context.endpoint(address.url());
        this.routingKey = context.secrets().resolve(address.key());
        this.http = context.http();
    }

    @Override
    public AttemptResult send(Notice notice) throws InterruptedException {
        if (Set.of(Notice.NoticeStage.DIGEST, Notice.NoticeStage.WATCHDOG).contains(notice.stage())) {
            return new AttemptResult.Delivered("nothing to call anybody for");
        }
        AttemptResult answer = post(event(notice));
        int former = lastCalls.getOrDefault(notice.ref(), Math.max(1, notice.callNumber() - MAX_FORMER_CALLS));
        for (int call = former; call < notice.callNumber() && answer.isDelivered(); call++) {
            answer = post(event("resolve", dedupKey(notice, call)));
        }
        if (answer.isDelivered()) {
            remember(notice);
        }
        return answer;
    }

    private AttemptResult post(ObjectNode event) throws InterruptedException {
        return http.post(
                endpoint, Map.of("Content-Type", "application/json"), NoticeBody.toBytes(event), List.of(routingKey));
    }

    private void remember(Notice notice) {
        lastCalls.remove(notice.ref());
        lastCalls.put(notice.ref(), notice.callNumber());
        if (lastCalls.size() > MAX_REMEMBERED) {
            lastCalls.remove(lastCalls.keySet().iterator().next());
        }
    }

    private static String dedupKey(Notice notice, int call) {
        return call == 1 ? notice.ref() : notice.ref() + "-" + call;
    }

    private ObjectNode event(String action, String key) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("routing_key", routingKey);
        event.put("event_action", action);
        event.put("dedup_key", key);
        return event;
    }

    private ObjectNode event(Notice notice) {
        String action = action(notice);
        ObjectNode event = event(action, dedupKey(notice, notice.callNumber()));
        if (action.equals("trigger")) {
            event.put("client", "Postwatch");
            ObjectNode payload = event.putObject("payload");
            payload.put("summary", NoticeText.headline(notice));
            payload.put("source", field(notice, "campus", "postwatch"));
            payload.put("severity", severity(field(notice, "severity", "")));
            payload.put("timestamp", notice.at().toString());
            payload.put("class", field(notice, "kind", "incident"));
            payload.set("custom_details", NoticeBody.forPeople(notice));
        }
        return event;
    }

    private static String action(Notice notice) {
        if (notice.status() == Alert.AlertStatus.CLOSED || notice.status() == Alert.AlertStatus.WITHDRAWN) {
            return "resolve";
        }
        return notice.stage() == Notice.NoticeStage.ACKNOWLEDGED ? "acknowledge" : "trigger";
    }

    /** The worst of the district's is their worst, and so on down; what is not granted is an error. */
    private String severity(String name) {
        int rank = severities.indexOf(name);
        int fromWorst = severities.size() - 1 - rank;
        return rank < 0 ? "error" : PAGERDUTY_SEVERITIES.get(Math.min(fromWorst, PAGERDUTY_SEVERITIES.size() - 1));
    }

    private static String field(Notice notice, String name, String otherwise) {
        return notice.items().isEmpty()
                ? otherwise
                : notice.items().get(0).fields().getOrDefault(name, otherwise);
    }
}
