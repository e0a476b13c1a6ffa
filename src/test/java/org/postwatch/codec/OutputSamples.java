package org.postwatch.codec;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.PostDay;
import org.postwatch.coverage.PostNow;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;

/** Made-up outputs, the same for the same seed. */
final class OutputSamples {
    private final Random random;
    private final EventSamples names;

    OutputSamples(long seed) {
        random = new Random(seed);
        names = new EventSamples(seed);
    }

    CampusNow campusNow() {
        return new CampusNow(name("district-"), name("campus-"), one(State.values()), some(this::postNow));
    }

    PostDay postDay() {
        return new PostDay(
                name("district-"),
                name("campus-"),
                name("post-"),
                LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365)),
                1 + random.nextInt(9),
                random.nextBoolean(),
                some(this::interval));
    }

    Incident incident() {
        Map<String, String> labels = Map.of("campus", name("campus-"), "window", name("w-"));
        return Incident.of(name("coverage/"), one(Kind.values()), labels, some(this::episode), some(this::reason));
    }

    Transition transition() {
        return new Transition(
                name("district-"),
                incident(),
                one(Transition.Change.values()),
                names.instant(),
                names.instant(),
                maybe(() -> "covered"));
    }

    Notice notice() {
        return new Notice(
                        name("district-"),
                        name("board-"),
                        name("coverage/"),
                        "0123456789abcdef",
                        1 + random.nextInt(9),
                        one(Notice.Stage.values()),
                        one(Matter.Status.values()),
                        names.instant(),
                        some(() -> new Notice.Item(
                                "fedcba9876543210",
                                one(Matter.Status.values()),
                                new TreeMap<>(Map.of("campus", name("c-"))),
                                ZoneId.of("America/Denver"))),
                        random.nextInt(1000),
                        name("routes"))
                .after(some(() -> new Notice.Earlier(1 + random.nextInt(9), names.instant())))
                .calling(1 + random.nextInt(4))
                .urgent(random.nextBoolean());
    }

    Delivery delivery() {
        return new Delivery(
                name("district-"),
                name("board-"),
                name("coverage/"),
                "0123456789abcdef",
                1 + random.nextInt(9),
                one(Delivery.Outcome.values()),
                random.nextInt(9),
                names.instant(),
                name("200 "));
    }

    Entry entry() {
        return new Entry(
                name("district-"),
                names.instant(),
                one(Entry.Outcome.values()),
                name("board-"),
                name("school-"),
                name("coverage/"),
                "coverage",
                some(() -> name("field-")),
                "",
                name("rule-"),
                name("because "),
                maybe(() -> new Actor(name("op-"), maybe(() -> name("CN=")))));
    }

    private PostNow postNow() {
        return new PostNow(
                name("post-"), one(State.values()), maybe(names::instant), some(() -> name("P-")), some(this::reason));
    }

    private Interval interval() {
        return new Interval(
                names.instant(),
                maybe(names::instant),
                one(State.values()),
                some(() -> name("P-")),
                some(this::reason));
    }

    private Episode episode() {
        boolean closed = random.nextBoolean();
        List<Episode.Step> steps = new ArrayList<>(some(() -> new Episode.Step(names.instant(), "high")));
        steps.add(new Episode.Step(names.instant(), "critical"));
        return new Episode(
                names.instant(),
                names.instant(),
                closed ? Optional.of(names.instant()) : Optional.empty(),
                closed ? Optional.of("covered") : Optional.empty(),
                steps);
    }

    private Reason reason() {
        return random.nextBoolean() ? Reason.of("nobody-present") : Reason.of("feed-silent", "hr", names.instant());
    }

    private String name(String stem) {
        return names.name(stem);
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> some(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            items.add(item.get());
        }
        return items;
    }
}
