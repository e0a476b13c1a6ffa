package org.postwatch.delivery.cap;

import static java.util.stream.Collectors.joining;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.delivery.Wording;
import org.postwatch.routing.Address;
import org.postwatch.routing.Field;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;

/** Makes messages of notices, out of what the recipient may know and nothing else. */
final class Composer {
    /** An alert expires after this time; while its subject is open it is renewed earlier ({@link Renewals}). */
    static final Duration EXPIRES_AFTER = Duration.ofHours(24);

    /** Of the headline, in characters, as the standard advises. */
    static final int HEADLINE_MAX = 160;

    /** Of any other text, in characters. */
    static final int TEXT_MAX = 8_000;

    private static final String NO_TOKEN = "[\\s,<&]";

    private final Address.Cap address;
    private final Alert.Scope scope;
    private final Gauge gauge;

    /**
     * @param severities the district's, from the mildest to the worst
     * @throws IllegalStateException if the address cannot make valid messages
     */
    Composer(Address.Cap address, List<String> severities) {
        this.address = address;
        this.scope = scope(address.scope());
        this.gauge = new Gauge(scope, severities);
        if (address.sender().isBlank() || !address.sender().equals(token(address.sender()))) {
            throw new IllegalStateException("cap: the sender has no spaces, commas, < and &");
        }
        if (scope == Alert.Scope.Restricted
                && address.restriction().filter(r -> !r.isBlank()).isEmpty()) {
            throw new IllegalStateException("cap: scope Restricted needs a restriction");
        }
        if (scope == Alert.Scope.Private && address.addresses().isEmpty()) {
            throw new IllegalStateException("cap: scope Private needs addresses");
        }
    }

    /** The message of a revision, as it is first sent. */
    Alert compose(Notice notice) {
        return compose(notice, notice.at());
    }

    /** The message of a revision to send now: itself or, while it is open, a renewal of it. */
    Alert compose(Notice notice, Instant now) {
        boolean over = isOver(notice.status());
        Renewals.Message message = Renewals.due(notice, over ? notice.at() : now);
        List<String> references = references(notice, message);
        String headline = cut(Wording.headline(notice), HEADLINE_MAX);
        Alert.Type type = references.isEmpty() ? Alert.Type.Alert : over ? Alert.Type.Cancel : Alert.Type.Update;
        return new Alert(
                identifier(notice, message.key()),
                address.sender(),
                message.sent(),
                notice.stage() == Notice.Stage.WATCHDOG ? Alert.Status.Test : Alert.Status.Actual,
                type,
                scope,
                address.restriction().filter(r -> scope == Alert.Scope.Restricted),
                address.addresses(),
                type == Alert.Type.Cancel ? Optional.of(headline) : Optional.empty(),
                references,
                token(notice.ref()),
                info(notice, headline, message.sent()));
    }

    /**
     * Known without the message it belongs to. The recipient is in it because two recipients of one incident may be told
     * different fields, and an identifier is a sender's for one message only.
     */
    static String identifier(Notice notice, String key) {
        return (key + "." + notice.recipient()).replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private List<String> references(Notice notice, Renewals.Message message) {
        return Renewals.before(notice, message).stream()
                .map(earlier -> address.sender() + "," + identifier(notice, earlier.key()) + ","
                        + AlertXml.time(earlier.sent()))
                .toList();
    }

    private Alert.Info info(Notice notice, String headline, Instant sent) {
        Optional<Instant> onset = notice.items().size() == 1 && notice.matters() == 1
                ? onset(notice.items().get(0))
                : Optional.empty();
        Set<String> kinds = values(notice, Field.KIND);
        return new Alert.Info(
                kinds.stream().anyMatch(Matter.URGENT::contains) ? Alert.Category.Security : Alert.Category.Safety,
                event(notice),
                gauge.response(notice, kinds),
                Gauge.urgency(notice, onset),
                gauge.severity(values(notice, Field.SEVERITY)),
                Gauge.certainty(notice),
                sent,
                onset,
                sent.plus(EXPIRES_AFTER),
                headline,
                cut(String.join("\n", Wording.lines(notice)), TEXT_MAX),
                parameters(notice),
                areas(notice));
    }

    private static String event(Notice notice) {
        Set<String> events = new TreeSet<>();
        notice.items().forEach(item -> Wording.value(item, Field.KIND).ifPresent(events::add));
        String event = events.stream().filter(e -> !e.isBlank()).limit(3).collect(joining(", "));
        return event.isBlank() ? "incident" : cut(event, HEADLINE_MAX);
    }

    private static List<Alert.Parameter> parameters(Notice notice) {
        List<Alert.Parameter> parameters = new ArrayList<>();
        parameters.add(new Alert.Parameter("ref", notice.ref()));
        parameters.add(new Alert.Parameter("revision", Integer.toString(notice.revision())));
        parameters.add(new Alert.Parameter("stage", notice.stage().wireName()));
        parameters.add(new Alert.Parameter("matters", Integer.toString(notice.matters())));
        boolean single = Gauge.isWhole(notice) && notice.items().size() == 1;
        for (int i = 0; i < notice.items().size(); i++) {
            Notice.Item item = notice.items().get(i);
            String prefix = single ? "" : "item-" + (i + 1) + ".";
            if (!single) {
                parameters.add(new Alert.Parameter(prefix + "ref", item.ref()));
            }
            item.fields()
                    .forEach((name, value) -> parameters.add(
                            new Alert.Parameter(prefix + name, cut(Wording.plain(value), Wording.LINE_MAX))));
        }
        return parameters;
    }

    private static List<String> areas(Notice notice) {
        Set<String> areas = new TreeSet<>();
        for (Notice.Item item : notice.items()) {
            Wording.value(item, Field.CAMPUS_NAME)
                    .or(() -> Wording.value(item, Field.CAMPUS))
                    .or(() -> Wording.value(item, Field.DISTRICT))
                    .filter(area -> !area.isBlank())
                    .ifPresent(area -> areas.add(cut(area, Wording.LINE_MAX)));
        }
        return areas.isEmpty() ? List.of("undisclosed") : List.copyOf(areas);
    }

    private static Optional<Instant> onset(Notice.Item item) {
        return Optional.ofNullable(item.fields().get(Field.SINCE.wireName()))
                .or(() -> Optional.ofNullable(item.fields().get(Field.OPENED.wireName())))
                .flatMap(Composer::instant);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(t -> AlertXml.time(t).length() == 25);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Set<String> values(Notice notice, Field field) {
        Set<String> values = new TreeSet<>();
        notice.items()
                .forEach(item ->
                        Optional.ofNullable(item.fields().get(field.wireName())).ifPresent(values::add));
        return values;
    }

    private static boolean isOver(Matter.Status status) {
        return status == Matter.Status.CLOSED || status == Matter.Status.WITHDRAWN;
    }

    private static Alert.Scope scope(String name) {
        try {
            return Alert.Scope.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("cap: scope is Public, Restricted or Private, not " + name, e);
        }
    }

    private static String token(String text) {
        return text.replaceAll(NO_TOKEN, "_");
    }

    /** At the end of a character, never in the middle of one that takes two places. */
    private static String cut(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
    }
}
