package org.postwatch.delivery.pagerduty;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.delivery.Secrets;
import org.postwatch.delivery.Wording;
import org.postwatch.delivery.web.Endpoint;
import org.postwatch.delivery.web.Web;
import org.postwatch.routing.Address;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each call has a {@code dedup_key} of its own, made of the reference and the number of the call: PagerDuty notifies nobody
 * of what comes under the key of an alert that somebody has acknowledged there. A new call is made first, then the former
 * one is resolved.
 */
public final class PagerDutyChannel implements Channel {
    /** Theirs, from the worst to the mildest. */
    private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

    /** References whose last call is remembered. */
    private static final int REMEMBERED_MAX = 10_000;
    /** So many former calls are resolved where it is not remembered which of them were made. */
    private static final int FORMER_MAX = 3;

    private final Map<String, Integer> calls = new LinkedHashMap<>();
    private final List<String> severities;
    private final Endpoint endpoint;
    private final String routingKey;
    private final Web web;

    /**
     * @param severities of the district, from the mildest to the worst
     * @throws IllegalStateException when the address or the key is missing or none
     */
    public PagerDutyChannel(
            Address.PagerDuty address, List<String> severities, Secrets secrets, Collection<String> barred, Web web) {
        this.severities = List.copyOf(severities);
        this.endpoint = Endpoint.of(address.url(), secrets, barred);
        this.routingKey = secrets.get(address.routingKey());
        this.web = web;
    }

    @Override
    public Answer send(Notice notice) throws InterruptedException {
        if (Set.of(Notice.Stage.DIGEST, Notice.Stage.WATCHDOG).contains(notice.stage())) {
            return new Answer.Taken("nothing to call anybody for");
        }
        Answer answer = post(event(notice));
        int former = calls.getOrDefault(notice.ref(), Math.max(1, notice.call() - FORMER_MAX));
        for (int call = former; call < notice.call() && answer instanceof Answer.Taken; call++) {
            answer = post(event("resolve", key(notice, call)));
        }
        if (answer instanceof Answer.Taken) {
            remember(notice);
        }
        return answer;
    }

    private Answer post(ObjectNode event) throws InterruptedException {
        return web.post(
                endpoint, Map.of("Content-Type", "application/json"), NoticeBody.bytes(event), List.of(routingKey));
    }

    private void remember(Notice notice) {
        calls.remove(notice.ref());
        calls.put(notice.ref(), notice.call());
        if (calls.size() > REMEMBERED_MAX) {
            calls.remove(calls.keySet().iterator().next());
        }
    }

    private static String key(Notice notice, int call) {
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
        ObjectNode event = event(action, key(notice, notice.call()));
        if (action.equals("trigger")) {
            event.put("client", "Postwatch");
            ObjectNode payload = event.putObject("payload");
            payload.put("summary", Wording.headline(notice));
            payload.put("source", field(notice, "campus", "postwatch"));
            payload.put("severity", severity(field(notice, "severity", "")));
            payload.put("timestamp", notice.at().toString());
            payload.put("class", field(notice, "kind", "incident"));
            payload.set("custom_details", NoticeBody.forPeople(notice));
        }
        return event;
    }

    private static String action(Notice notice) {
        if (notice.status() == Matter.Status.CLOSED || notice.status() == Matter.Status.WITHDRAWN) {
            return "resolve";
        }
        return notice.stage() == Notice.Stage.ACKNOWLEDGED ? "acknowledge" : "trigger";
    }

    /** The worst of the district's is their worst, and so on down; what is not granted is an error. */
    private String severity(String name) {
        int rank = severities.indexOf(name);
        int fromWorst = severities.size() - 1 - rank;
        return rank < 0 ? "error" : SEVERITIES.get(Math.min(fromWorst, SEVERITIES.size() - 1));
    }

    private static String field(Notice notice, String name, String otherwise) {
        return notice.items().isEmpty()
                ? otherwise
                : notice.items().get(0).fields().getOrDefault(name, otherwise);
    }
}
