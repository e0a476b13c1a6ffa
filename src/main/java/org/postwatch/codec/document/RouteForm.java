package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;
import static org.postwatch.codec.document.Key.required;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.postwatch.routing.Matter;

/** The keys of a route, and of the root of them all, which matches everything. */
final class RouteForm {
    /** Under one route; a tree of more is nothing that people keep in mind. */
    private static final int ROUTES_MAX = 100;

    private static final int STEPS_MAX = 20;

    /** What a route may ask for: each key a label, and what it may be. */
    static final class MatchForm {
        /** What is closed or withdrawn goes where it went when it was open. */
        private static final List<String> STATUSES = List.of("expected", "open");

        /** A digest goes to whom its matters went past, not by routes. */
        static final List<String> KINDS = Matter.KINDS.stream()
                .filter(kind -> !kind.equals(Matter.DIGEST))
                .toList();

        static final Key<List<Located<String>>> KIND = label("kind", "kinds", PolicyForm.named("kind", KINDS));
        static final Key<List<Located<String>>> SEVERITY = label("severity", "severities", Formats.ID);
        static final Key<List<Located<String>>> STATUS =
                label("status", "statuses", PolicyForm.named("status", STATUSES));
        static final Key<List<Located<String>>> CAMPUS = label("campus", "campuses", Formats.ID);
        static final Key<List<Located<String>>> ENTRANCE = label("entrance", "entrances", Formats.ID);
        static final Key<List<Located<String>>> POST = label("post", "posts", Formats.ID);
        static final Key<List<Located<String>>> FEED = label("feed", "feeds", Formats.ID);
        static final Key<List<Located<String>>> AGREEMENT = label("agreement", "agreements", Formats.ID);
        static final Key<List<Located<String>>> AGENCY = label("agency", "agencies", Formats.ID);
        static final Key<List<Located<String>>> RECIPIENT = label("recipient", "recipients", Formats.ID);
        static final Key<List<Located<String>>> SILENCE = label("silence", "silences", Formats.NAME);
        static final Key<List<Located<String>>> WINDOW = label("window", "windows", Formats.ID);
        static final Key<List<Located<String>>> DATE = label("date", "dates", Formats.DATE_TEXT);
        static final Key<List<Located<String>>> BADGE = label("badge", "badges", Formats.BADGE);
        static final Key<List<Located<String>>> SHIFT = label("shift", "shifts", Formats.NAME);
        static final Key<List<Located<String>>> WHAT = label("what", "words", Formats.NAME);

        static final List<Key<List<Located<String>>>> LABELS = List.of(
                KIND, SEVERITY, STATUS, CAMPUS, ENTRANCE, POST, FEED, AGREEMENT, AGENCY, RECIPIENT, SILENCE, WINDOW,
                DATE, BADGE, SHIFT, WHAT);
        static final Shape SHAPE = Shape.of("a match", LABELS.toArray(Key[]::new));

        private MatchForm() {}

        private static Key<List<Located<String>>> label(String name, String plural, Value<String> value) {
            return optional(name, OneOrMore.of(plural, value));
        }
    }

    static final class GroupForm {
        static final Key<List<Located<String>>> BY =
                optional("by", ListOf.names("labels", PolicyForm.named("label", labels())));
        static final Key<Duration> WAIT = optional("wait", Formats.duration("0s", "1h"));
        static final Key<Duration> INTERVAL = optional("interval", Formats.duration("10s", "24h"));
        static final Shape SHAPE = Shape.of("a grouping", BY, WAIT, INTERVAL);

        private GroupForm() {}

        /** Severity and status change while a matter is open: it would wander from group to group. */
        private static List<String> labels() {
            return MatchForm.LABELS.stream()
                    .filter(key -> key != MatchForm.SEVERITY && key != MatchForm.STATUS)
                    .map(Key::name)
                    .toList();
        }
    }

    static final class QuietForm {
        static final Key<LocalTime> FROM = required("from", Formats.TIME_OF_DAY);
        static final Key<LocalTime> TO = required("to", Formats.TIME_OF_DAY);
        static final Key<String> BELOW = required("below", Formats.ID);
        static final Shape SHAPE = Shape.of("quiet hours", FROM, TO, BELOW).where(QuietForm::check);

        private QuietForm() {}

        private static void check(Section quiet, Faults faults) {
            if (quiet.has(FROM) && quiet.find(FROM).equals(quiet.find(TO))) {
                faults.error(quiet.at(TO), "quiet around the clock: nobody would ever be told; expected another time");
            }
        }
    }

    static final class StepForm {
        static final Key<Duration> AFTER = required("after", Formats.duration("1s", "24h"));
        static final Key<List<Located<String>>> TO = required("to", ListOf.someNames("recipients", Formats.ID));
        static final Shape SHAPE = Shape.of("a step", AFTER, TO);

        private StepForm() {}
    }

    static final Key<List<Located<String>>> TO = optional("to", ListOf.names("recipients", Formats.ID));
    static final Key<List<Located<String>>> ROOT_TO = required("to", ListOf.names("recipients", Formats.ID));
    static final Key<Optional<Section>> GROUP = optional("group", new OrNone<>(GroupForm.SHAPE));
    static final Key<Optional<Section>> QUIET = optional("quiet", new OrNone<>(QuietForm.SHAPE));
    static final Key<List<Located<Section>>> ESCALATE =
            optional("escalate", ListOf.sections("steps", StepForm.SHAPE, STEPS_MAX));
    static final Key<Optional<Duration>> REPEAT = optional("repeat", new OrNone<>(Formats.duration("1m", "24h")));
    static final Key<Section> MATCH = optional("match", MatchForm.SHAPE);
    static final Key<Boolean> CONTINUE = optional("continue", new Truth());
    static final Key<List<Located<Section>>> ROUTES =
            optional("routes", new ListOf<>(new Again<>(() -> RouteForm.SHAPE), "routes", 0, ROUTES_MAX, false));
    static final Shape SHAPE = Shape.of("a route", MATCH, TO, GROUP, QUIET, ESCALATE, REPEAT, CONTINUE, ROUTES);
    static final Shape ROOT = Shape.of("the root of the routes", ROOT_TO, GROUP, QUIET, ESCALATE, REPEAT, ROUTES);

    private RouteForm() {}
}
