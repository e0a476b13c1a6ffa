package org.postwatch.delivery.pagerduty;

import java.util.Collection;
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

/** The reference is the {@code dedup_key}: repeats and escalations find the alert that is there. */
public final class PagerDutyChannel implements Channel {
    /** Theirs, from the worst to the mildest. */
    private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

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
        return web.post(
                endpoint,
                Map.of("Content-Type", "application/json"),
                NoticeBody.bytes(event(notice)),
                List.of(routingKey));
    }

    private ObjectNode event(Notice notice) {
        String action = action(notice);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("routing_key", routingKey);
        event.put("event_action", action);
        event.put("dedup_key", notice.ref());
        if (action.equals("trigger")) {
            event.put("client", "Postwatch");
            ObjectNode payload = event.putObject("payload");
            payload.put("summary", Wording.headline(notice));
            payload.put("source", field(notice, "campus", "postwatch"));
            payload.put("severity", severity(field(notice, "severity", "")));
            payload.put("timestamp", notice.at().toString());
            payload.put("class", field(notice, "kind", "incident"));
            payload.set("custom_details", NoticeBody.of(notice));
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
