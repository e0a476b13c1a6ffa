package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductSeen;
import org.postwatch.plan.Applied;
import org.postwatch.routing.Bar;
import org.postwatch.routing.Field;
import org.postwatch.routing.IncidentMatter;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Routing;

/** Matters that are no incidents of COVERAGE: conduct, and what ROUTING has to say of itself. */
final class OwnMatter {
    /** Conduct that nobody closes, and the news that a bar was lifted. */
    static final Duration OPEN_MAX = Duration.ofHours(24);

    private static final int DETAIL_CHARS_MAX = 500;

    private OwnMatter() {}

    static String conductId(ConductSeen seen) {
        return Matter.CONDUCT + "/" + seen.campus() + "/" + seen.origin().source() + "/"
                + seen.origin().id();
    }

    static Matter conduct(Routing routing, ConductSeen seen) {
        return conduct(routing, seen, conductId(seen), seen.origin().time());
    }

    static Matter conduct(Routing routing, ConductSeen seen, String id, Instant at) {
        SortedMap<String, String> labels = new TreeMap<>(
                Map.of("campus", seen.campus(), "feed", seen.origin().source(), "what", seen.what()));
        return open(routing, id, labels, labels, at, seen.emergency());
    }

    /** The emergencies of one feed that are too many to be notified of one by one, as one matter. */
    static Matter manyConduct(Routing routing, String id, Matter one, Instant opened, List<Reason> reports) {
        SortedMap<String, String> labels = new TreeMap<>(one.labels());
        labels.put("what", "many-reports");
        SortedMap<String, String> fields = new TreeMap<>(labels);
        fields.put(Field.REASONS.wireName(), IncidentMatter.words(reports));
        return open(routing, id, labels, fields, opened, true);
    }

    static Matter deliveryFailed(Routing routing, String recipient, String detail, Instant at) {
        return open(
                routing,
                failureId(recipient),
                new TreeMap<>(Map.of("recipient", recipient)),
                Map.of(Field.DETAIL.wireName(), "notices to '" + recipient + "' fail: " + cut(detail)),
                at,
                false);
    }

    /** What others say has no bounds of its own, and stands in notices to everybody. */
    private static String cut(String detail) {
        return detail.length() <= DETAIL_CHARS_MAX ? detail : detail.substring(0, DETAIL_CHARS_MAX - 1) + "…";
    }

    static String failureId(String recipient) {
        return Matter.DELIVERY_FAILED + "/" + recipient;
    }

    static boolean isFailureOf(String recipient, Matter matter) {
        return matter.kind().equals(Matter.DELIVERY_FAILED) && matter.id().equals(failureId(recipient));
    }

    /** @param id begins with the kind */
    static Matter systemTrouble(Routing routing, String id, String detail, Instant at) {
        return open(routing, id, new TreeMap<>(), Map.of(Field.DETAIL.wireName(), cut(detail)), at, false);
    }

    static Matter silenceEnding(Routing routing, Silence silence, Instant at) {
        return open(
                routing,
                silenceEndingId(silence.id()),
                new TreeMap<>(Map.of("silence", silence.id())),
                Map.of(
                        Field.DETAIL.wireName(),
                        "silence " + silence.id() + " of " + silence.by() + " ends at " + silence.until() + ": "
                                + silence.reason()),
                at,
                false);
    }

    /** @param applied the record of the apply that lifted it */
    static Matter barLifted(Routing routing, Bar bar, Applied applied) {
        return open(
                routing,
                Matter.BAR_LIFTED + "/" + bar + "/" + applied.at(),
                new TreeMap<>(),
                Map.of(
                        Field.DETAIL.wireName(),
                        "the bar on " + bar + " was lifted by " + applied.author() + ": " + cut(applied.reason())),
                applied.at(),
                false);
    }

    static String silenceEndingId(String silence) {
        return Matter.SILENCE_ENDING + "/" + silence;
    }

    private static Matter open(
            Routing routing,
            String id,
            SortedMap<String, String> labels,
            Map<String, String> more,
            Instant at,
            boolean emergency) {
        String kind = id.substring(0, id.indexOf('/'));
        String severity = emergency || kind.equals(Matter.BAR_LIFTED) ? worst(routing) : severity(routing, kind);
        SortedMap<String, String> fields = new TreeMap<>(more);
        fields.put(Field.KIND.wireName(), kind);
        fields.put(Field.DISTRICT.wireName(), routing.district());
        fields.put(Field.INCIDENT.wireName(), id);
        fields.put(Field.SEVERITY.wireName(), severity);
        fields.put(Field.SINCE.wireName(), at.toString());
        fields.put(Field.OPENED.wireName(), at.toString());
        return new Matter(
                routing.district(),
                id,
                kind,
                Matter.Status.OPEN,
                Optional.of(severity),
                labels,
                fields,
                Optional.of(at),
                Set.of(),
                emergency);
    }

    /** The mildest for a word of warning; else the middle one, the worse of two. */
    private static String severity(Routing routing, String kind) {
        int rank = kind.equals(Matter.SILENCE_ENDING) ? 0 : routing.severities().size() / 2;
        return routing.severities().get(rank);
    }

    private static String worst(Routing routing) {
        return routing.severities().get(routing.severities().size() - 1);
    }

    /** Conduct that is an emergency after all. */
    static Matter emergency(Routing routing, Matter conduct) {
        SortedMap<String, String> fields = new TreeMap<>(conduct.fields());
        fields.put(Field.SEVERITY.wireName(), worst(routing));
        return new Matter(
                conduct.district(),
                conduct.id(),
                conduct.kind(),
                conduct.status(),
                Optional.of(worst(routing)),
                conduct.labels(),
                fields,
                conduct.opened(),
                conduct.silentFeeds(),
                true);
    }

    /** Says what is wrong with the event that it comes from. */
    static Matter marked(Matter matter, Reason mark) {
        return matter.as(matter.status(), new TreeMap<>(Map.of(Field.REASONS.wireName(), mark.toString())));
    }

    static Matter closed(Matter matter, Instant at, String by) {
        return matter.as(
                Matter.Status.CLOSED,
                new TreeMap<>(Map.of(Field.CLOSED.wireName(), at.toString(), Field.CLOSED_BY.wireName(), by)));
    }

    /** When it closes without an operator: conduct and lifted bars do not stay open for ever. */
    static Optional<Instant> end(Matter matter) {
        return Set.of(Matter.CONDUCT, Matter.BAR_LIFTED).contains(matter.kind())
                        && matter.status() == Matter.Status.OPEN
                ? matter.opened().map(OPEN_MAX::addTo).map(Instant.class::cast)
                : Optional.empty();
    }
}
