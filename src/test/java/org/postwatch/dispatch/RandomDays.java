package org.postwatch.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.Origin;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.FixedSecret;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Sketch;
import org.postwatch.watch.MemoryLedger;
import org.postwatch.watch.Receipt;

/** A few days on which anything may happen, and what is to be true of every one of them. */
final class RandomDays {
    private static final List<Kind> KINDS = List.of(
            Kind.COVERAGE,
            Kind.COVERAGE,
            Kind.COVERAGE,
            Kind.NO_SHOW,
            Kind.FEED_SILENT,
            Kind.WEAPON_SEEN,
            Kind.MANY_REPORTS);
    private static final Actor ACTOR = new Actor("dana", Optional.empty());

    final Heard heard = new Heard();
    final MemoryLedger ledger = new MemoryLedger();
    final Map<String, Incident> incidents = new TreeMap<>();
    final List<String> conducts = new ArrayList<>();
    private final SplittableRandom dice;
    private final RandomRouting routings;
    private final boolean restarts;
    private final DaysCheck check;
    private Dispatch dispatch = new Dispatch(ledger, heard, district -> FixedSecret.SECRET, 3);
    /** All that any documents barred: nobody lifts a bar here. */
    private final Set<String> barred = new TreeSet<>();

    private Routing routing;
    private Instant now = Instant.parse("2026-09-14T06:00:00Z");
    private int serial;

    /** @param restarts whether it stops and starts again from the ledger after every step */
    RandomDays(long seed, boolean restarts) {
        this.dice = new SplittableRandom(seed);
        this.routings = new RandomRouting(dice.split());
        this.restarts = restarts;
        this.check = new DaysCheck(heard, ledger);
        reroute();
        for (int i = 0; i < 60; i++) {
            step();
        }
    }

    private void step() {
        now = now.plusSeconds(dice.nextInt(4) == 0 ? 0 : dice.nextInt(dice.nextInt(10) == 0 ? 40_000 : 1_200));
        check.before(routing, now);
        tick();
        check.afterTick();
        check.saysWhy(reasons());
        check.before(routing, now);
        switch (dice.nextInt(20)) {
            case 0 -> command();
            case 1 -> command();
            case 2 -> {
                if (dice.nextInt(6) == 0) {
                    wild();
                } else {
                    conduct();
                }
            }
            case 3 -> deliver();
            case 4 -> {
                if (dice.nextInt(3) == 0) {
                    reroute();
                }
            }
            case 5 -> canary();
            default -> change(dice.nextInt(12));
        }
        check.after();
        check.saysWhy(reasons());
        if (restarts) {
            dispatch = new Dispatch(ledger, heard, district -> FixedSecret.SECRET, 3);
        }
    }

    private void tick() {
        int looks = 0;
        while (dispatch.tick(now)) {
            if (++looks > 10_000) {
                throw new AssertionError("what is due at " + now + " does not come to an end");
            }
        }
    }

    private void reroute() {
        Routing documents = routings.next();
        barred.addAll(documents.policy().barredClasses());
        routing = new Routing(
                documents.district(),
                documents.name(),
                documents.zone(),
                documents.severities(),
                documents.campuses(),
                documents.conductFeeds(),
                documents.agencies(),
                documents.recipients(),
                documents.root(),
                new Policy(documents.policy().rules(), barred, Set.of()),
                documents.habits());
        check.before(routing, now);
        dispatch.routing(documents, now);
        check.after();
        check.holdsNothingRefused();
    }

    /** Everything ends; then time goes on until all is forgotten. */
    void end() {
        for (String key : List.copyOf(incidents.keySet())) {
            Incident incident = incidents.get(key);
            check.before(routing, now);
            switch (incident.status()) {
                case EXPECTED -> say(incident, Change.AVERTED);
                case OPEN -> say(closed(incident), Change.CLOSED);
                case CLOSED -> {
                    // is over
                }
            }
            check.after();
        }
        // All are reached again: each has the latest of every subject, and whose notices are gone has some other one.
        List.copyOf(heard.topic.values())
                .forEach(notice -> delivered(notice.recipient(), notice.subject(), notice.revision()));
        for (int recipient = 0; recipient < 6; recipient++) {
            delivered("r" + recipient, "x", 1);
        }
        rest(Duration.ofHours(1), 72);
        heard.topic.values().forEach(notice -> check.isOver(notice));
        int said = heard.notices.size();
        rest(Duration.ofHours(6), 28);
        check.isQuiet(said);
        Tables.all().stream()
                .filter(table -> !Set.of(
                                Tables.ROUTINGS,
                                Tables.BARS,
                                Tables.SECRETS,
                                Tables.SENT,
                                Tables.NOTIFIED_EMERGENCIES,
                                Tables.CLOCK)
                        .contains(table))
                .forEach(table -> check.isEmpty(table.name(), ledger.size(table)));
    }

    private void delivered(String recipient, String subject, int revision) {
        dispatch.delivery(new Delivery(
                Sketch.DISTRICT,
                recipient,
                subject,
                "0123456789abcdef",
                revision,
                Delivery.Outcome.DELIVERED,
                1,
                now,
                ""));
    }

    private void rest(Duration step, int times) {
        for (int i = 0; i < times; i++) {
            now = now.plus(step);
            check.before(routing, now);
            tick();
            check.afterTick();
        }
    }

    // ---- what may happen

    private void change(int what) {
        Kind kind = KINDS.get(dice.nextInt(KINDS.size()));
        String about = kind == Kind.FEED_SILENT ? pick(List.of("hr", "cad")) : pick(RandomRouting.CAMPUSES);
        String name = kind.wireName() + "/" + about;
        Incident known = incidents.get(name);
        if (known == null
                || known.status() == Incident.Status.CLOSED
                || known.episodes().isEmpty()) {
            begin(kind, about, known, what);
        } else if (what < 4) {
            say(closed(known), Change.CLOSED);
        } else if (what < 7) {
            say(worse(known, kind.isUrgent() ? "critical" : severity()), Change.ESCALATED);
        } else if (what < 9 && !kind.isUrgent()) {
            say(corrected(known), Change.CORRECTED);
        } else if (what > 9 && kind == Kind.COVERAGE) {
            Incident other = Incident.of(known.id(), kind, known.labels(), known.episodes(), reasonsNow());
            if (!other.equals(known)) {
                say(other, Change.REASONS);
            }
        } else if (what == 9 && !kind.isUrgent()) {
            say(known, Change.WITHDRAWN);
            incidents.remove(name);
        }
    }

    private void begin(Kind kind, String about, Incident known, int what) {
        boolean forecast = known != null && known.episodes().isEmpty();
        if (forecast && what == 0) {
            say(known, Change.AVERTED);
            incidents.remove(kind.wireName() + "/" + about);
        } else if (known == null && what < 2 && kind == Kind.COVERAGE) {
            say(incident(kind, about, List.of()), Change.EXPECTED);
        } else {
            List<Episode> episodes = new ArrayList<>(known == null ? List.of() : known.episodes());
            boolean weapon = kind.isUrgent();
            episodes.add(Story.episode(now.minusSeconds(dice.nextInt(100)), weapon ? "critical" : severity()));
            Incident opened = incident(kind, about, episodes);
            if (what == 11 && !weapon) {
                Incident over = closed(opened);
                say(over, Change.OPENED);
                say(over, Change.CLOSED);
            } else {
                say(opened, Change.OPENED);
            }
        }
    }

    private Incident incident(Kind kind, String about, List<Episode> episodes) {
        Map<String, String> labels = kind == Kind.FEED_SILENT ? Map.of("feed", about) : Map.of("campus", about);
        List<Reason> reasons = kind == Kind.COVERAGE ? reasonsNow() : List.of();
        return Incident.of(kind.wireName() + "/" + about, kind, labels, episodes, reasons);
    }

    private List<Reason> reasonsNow() {
        return List.of(
                dice.nextBoolean()
                        ? Reason.of("feed-silent", pick(List.of("hr", "cad")), now)
                        : Reason.of(pick(List.of("nobody-present", "duty-unknown"))));
    }

    /** Of every incident that is open, in words. */
    private Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        incidents.forEach((id, incident) -> {
            if (incident.status() == Incident.Status.OPEN && !incident.reasons().isEmpty()) {
                reasons.put(id, incident.reasons().get(0).toString());
            }
        });
        return reasons;
    }

    private static Incident with(Incident of, List<Episode> episodes) {
        return Incident.of(of.id(), of.kind(), of.labels(), episodes, of.reasons());
    }

    private Incident closed(Incident open) {
        List<Episode> episodes = new ArrayList<>(open.episodes());
        episodes.add(Story.close(episodes.remove(episodes.size() - 1), now));
        return with(open, episodes);
    }

    private Incident worse(Incident open, String severity) {
        List<Episode> episodes = new ArrayList<>(open.episodes());
        Episode last = episodes.remove(episodes.size() - 1);
        List<Episode.Step> steps = new ArrayList<>(last.steps());
        steps.add(new Episode.Step(now, severity));
        episodes.add(new Episode(last.from(), last.opened(), Optional.empty(), Optional.empty(), steps));
        List<Reason> reasons = open.kind() == Kind.MANY_REPORTS
                ? List.of(Reason.of("report", "weapon-seen/" + ++serial, now))
                : open.reasons();
        return Incident.of(open.id(), open.kind(), open.labels(), episodes, reasons);
    }

    private Incident corrected(Incident open) {
        Episode other = Story.episode(now.minusSeconds(dice.nextInt(5_000)), severity());
        return with(open, List.of(dice.nextBoolean() ? other : Story.close(other, now)));
    }

    private void say(Incident incident, Change change) {
        incidents.put(incident.id(), incident);
        check.said(incident.id(), change);
        dispatch.transition(new Transition(Sketch.DISTRICT, incident, change, now, now, Optional.empty()), now);
        boolean urgent = incident.kind() == Kind.MANY_REPORTS
                ? change == Change.OPENED || change == Change.ESCALATED
                : change == Change.OPENED && incident.kind() == Kind.WEAPON_SEEN;
        if (urgent) {
            check.isToldAtOnce(
                    incident.id(),
                    Map.of(
                            "kind",
                            incident.kind().wireName(),
                            "severity",
                            "critical",
                            "status",
                            "open",
                            "campus",
                            incident.labels().get("campus")));
        }
    }

    private void conduct() {
        boolean emergency = dice.nextInt(3) == 0;
        String campus = pick(RandomRouting.CAMPUSES);
        String event = "e" + ++serial;
        String id = "conduct/" + campus + "/cameras/" + event;
        conducts.add(id);
        if (emergency) {
            check.emergency(id);
        }
        Origin origin = new Origin(Sketch.DISTRICT, "cameras", event, now);
        ConductSeen seen = new ConductSeen(origin, campus, "fight", emergency, Optional.empty());
        dispatch.conduct(seen, new Receipt(now, seen.toString().getBytes(StandardCharsets.UTF_8), 0));
        if (emergency) {
            check.isToldAtOnce(
                    id,
                    Map.of(
                            "kind",
                            "conduct",
                            "severity",
                            "critical",
                            "status",
                            "open",
                            "campus",
                            campus,
                            "feed",
                            "cameras",
                            "what",
                            "fight"));
        }
    }

    /** A feed reports emergencies without end: what comes from a new camera is told, and no more than has to be. */
    private void wild() {
        String campus = pick(RandomRouting.CAMPUSES);
        String many = "conduct/" + campus + "/wild/many-reports/" + now.truncatedTo(ChronoUnit.MINUTES);
        check.emergency(many);
        Map<String, String> labels = new TreeMap<>(
                Map.of("kind", "conduct", "severity", "critical", "status", "open", "campus", campus, "feed", "wild"));
        for (int i = 0; i < 40; i++) {
            String event = "w" + ++serial;
            String id = "conduct/" + campus + "/wild/" + event;
            check.emergency(id);
            check.before(routing, now);
            Origin origin = new Origin(Sketch.DISTRICT, "wild", event, now);
            Optional<String> camera = Optional.of("cam-" + i / 10);
            ConductSeen seen = new ConductSeen(origin, campus, "fight", true, camera);
            dispatch.conduct(seen, new Receipt(now, seen.toString().getBytes(StandardCharsets.UTF_8), 0));
            labels.put("what", i < 5 ? "fight" : "many-reports");
            if (i < 6 || i % 10 == 0) {
                check.isToldAtOnce(i < 5 ? id : many, labels);
            } else {
                check.callsNobody();
            }
            check.after();
        }
        check.before(routing, now);
    }

    private void command() {
        String about = pick(Stream.of(Stream.of("coverage/nowhere"), incidents.keySet().stream(), conducts.stream())
                .flatMap(ids -> ids)
                .toList());
        String id = "c" + ++serial;
        switch (dice.nextInt(8)) {
            case 0, 1 -> order(new Command.Acknowledge(Sketch.DISTRICT, id, now, ACTOR, about, Optional.of("mine")));
            case 2 -> order(new Command.Note(Sketch.DISTRICT, id, now, ACTOR, about, "note"));
            case 3 -> order(new Command.Resolve(Sketch.DISTRICT, id, now, ACTOR, about));
            case 4 -> {
                if (about.startsWith("conduct/")) {
                    boolean open = ledger.get(Tables.AFFAIRS, Sketch.DISTRICT + "/" + about)
                            .filter(affair -> !affair.matter().isOver())
                            .isPresent();
                    if (open) {
                        check.emergency(about);
                    }
                    order(new Command.Emergency(Sketch.DISTRICT, id, now, ACTOR, about));
                }
            }
            case 5 ->
                order(new Command.Silence(
                        Sketch.DISTRICT,
                        id,
                        now,
                        ACTOR,
                        "works",
                        new TreeMap<>(Map.of("campus", Set.of(pick(RandomRouting.CAMPUSES)))),
                        now,
                        now.plusSeconds(1 + dice.nextInt(10_000))));
            case 6 -> order(new Command.Unsilence(Sketch.DISTRICT, id, now, ACTOR, "c" + dice.nextInt(serial)));
            default -> {
                if (!heard.notices.isEmpty()) {
                    Notice notice = pick(heard.notices);
                    order(new Command.Resend(Sketch.DISTRICT, id, now, ACTOR, notice.recipient(), notice.subject()));
                }
            }
        }
    }

    private void order(Command command) {
        dispatch.command(command, now);
    }

    private void deliver() {
        if (!heard.notices.isEmpty()) {
            Notice notice = pick(heard.notices);
            Delivery.Outcome outcome = dice.nextBoolean() ? Delivery.Outcome.FAILED : Delivery.Outcome.DELIVERED;
            dispatch.delivery(new Delivery(
                    Sketch.DISTRICT,
                    notice.recipient(),
                    notice.subject(),
                    "0123456789abcdef",
                    notice.revision(),
                    outcome,
                    1,
                    now,
                    ""));
        }
    }

    private void canary() {
        Incident sign =
                new Incident("watchdog", Kind.WATCHDOG, Incident.Status.OPEN, new TreeMap<>(), List.of(), List.of());
        dispatch.transition(new Transition("canary-0", sign, Change.OPENED, now, now, Optional.empty()), now);
    }

    private String severity() {
        return pick(Sketch.SEVERITIES);
    }

    private <T> T pick(List<T> all) {
        return all.get(dice.nextInt(all.size()));
    }
}
