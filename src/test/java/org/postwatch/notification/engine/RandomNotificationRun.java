package org.postwatch.notification.engine;

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
import org.postwatch.RecordCopy;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.AddNote;
import org.postwatch.notification.command.CreateSilence;
import org.postwatch.notification.command.DeclareEmergency;
import org.postwatch.notification.command.ExpireSilence;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.command.ResendNotice;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.FixedDistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.notification.route.RoutingConfigBuilder;
import org.postwatch.state.InMemoryStateStore;
import org.postwatch.state.RecordArrival;

/** A few days on which anything may happen, and what is to be true of every one of them. */
final class RandomNotificationRun {
    private static final List<IncidentKind> KINDS = List.of(
            IncidentKind.COVERAGE,
            IncidentKind.COVERAGE,
            IncidentKind.COVERAGE,
            IncidentKind.NO_SHOW,
            IncidentKind.FEED_SILENT,
            IncidentKind.WEAPON_SEEN,
            IncidentKind.PANIC,
            IncidentKind.MANY_REPORTS);
    private static final Actor ACTOR = new Actor("dana", Optional.empty());

    final RecordingNotificationOutput output = new RecordingNotificationOutput();
    final InMemoryStateStore store = new InMemoryStateStore();
    final Map<String, Incident> incidents = new TreeMap<>();
    final List<String> conducts = new ArrayList<>();
    private final SplittableRandom random;
    private final RandomRoutingConfig routings;
    private final boolean restarts;
    private final NoticeInvariants invariants;
    private NotificationEngine engine =
            new NotificationEngine(store, output, district -> FixedDistrictSecret.SECRET, 3);
    /** All that any documents denied: nobody lifts a denial here. */
    private final Set<String> deniedClasses = new TreeSet<>();

    private RoutingConfig routing;
    private Instant now = Instant.parse("2026-09-14T06:00:00Z");
    private int serial;

    /** @param restarts whether it stops and starts again from the ledger after every step */
    RandomNotificationRun(long seed, boolean restarts) {
        this.random = new SplittableRandom(seed);
        this.routings = new RandomRoutingConfig(random.split());
        this.restarts = restarts;
        this.invariants = new NoticeInvariants(output, store);
        reroute();
        for (int i = 0; i < 60; i++) {
            step();
        }
    }

    private void step() {
        now = now.plusSeconds(random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextInt(10) == 0 ? 40_000 : 1_200));
        invariants.beforeStep(routing, now);
        tick();
        invariants.assertAfterTick();
        invariants.assertCurrentReasons(reasons());
        invariants.beforeStep(routing, now);
        switch (random.nextInt(20)) {
            case 0 -> command();
            case 1 -> command();
            case 2 -> {
                if (random.nextInt(6) == 0) {
                    conductBurst();
                } else {
                    conduct();
                }
            }
            case 3 -> deliver();
            case 4 -> {
                if (random.nextInt(3) == 0) {
                    reroute();
                }
            }
            case 5 -> canary();
            default -> change(random.nextInt(12));
        }
        invariants.assertAfterStep();
        invariants.assertCurrentReasons(reasons());
        if (restarts) {
            engine = new NotificationEngine(store, output, district -> FixedDistrictSecret.SECRET, 3);
        }
    }

    private void tick() {
        int looks = 0;
        while (engine.tick(now)) {
            if (++looks > 10_000) {
                throw new AssertionError("what is due at " + now + " does not come to an end");
            }
        }
    }

    private void reroute() {
        RoutingConfig documents = routings.next();
        deniedClasses.addAll(documents.policy().deniedClasses());
        routing = RecordCopy.with(
                documents, "policy", new DisclosurePolicy(documents.policy().rules(), deniedClasses, Set.of()));
        invariants.beforeStep(routing, now);
        engine.handleRouting(documents, now);
        invariants.assertAfterStep();
        invariants.assertNothingDeniedPublished();
    }

    /** Everything ends; then time goes on until all is forgotten. */
    void finish() {
        for (String key : List.copyOf(incidents.keySet())) {
            Incident incident = incidents.get(key);
            invariants.beforeStep(routing, now);
            switch (incident.status()) {
                case EXPECTED -> publish(incident, IncidentChange.AVERTED);
                case OPEN -> publish(closed(incident), IncidentChange.CLOSED);
                case CLOSED -> {
                    // is over
                }
            }
            invariants.assertAfterStep();
        }
        // All are reached again: each has the latest of every subject, and whose notices are gone has some other one.
        List.copyOf(output.topic.values())
                .forEach(notice -> delivered(notice.recipient(), notice.subject(), notice.revision()));
        for (int recipient = 0; recipient < 6; recipient++) {
            delivered("r" + recipient, "x", 1);
        }
        advance(Duration.ofHours(1), 72);
        output.topic.values().forEach(notice -> invariants.assertOver(notice));
        int said = output.notices.size();
        advance(Duration.ofHours(6), 28);
        invariants.assertNothingPublishedSince(said);
        NotificationTables.all().stream()
                .filter(table -> !Set.of(
                                NotificationTables.ROUTINGS,
                                NotificationTables.RETAINED_DENIALS,
                                NotificationTables.SECRETS,
                                NotificationTables.NOTICES,
                                NotificationTables.NOTIFIED_EMERGENCIES,
                                NotificationTables.CLOCK)
                        .contains(table))
                .forEach(table -> invariants.assertEmpty(table.name(), store.size(table)));
    }

    private void delivered(String recipient, String subject, int revision) {
        engine.handleDelivery(new DeliveryResult(
                RoutingConfigBuilder.DISTRICT,
                recipient,
                subject,
                "0123456789abcdef",
                revision,
                DeliveryResult.DeliveryStatus.DELIVERED,
                1,
                now,
                ""));
    }

    private void advance(Duration step, int times) {
        for (int i = 0; i < times; i++) {
            now = now.plus(step);
            invariants.beforeStep(routing, now);
            tick();
            invariants.assertAfterTick();
        }
    }

    // ---- what may happen

    private void change(int what) {
        IncidentKind kind = KINDS.get(random.nextInt(KINDS.size()));
        String place =
                kind == IncidentKind.FEED_SILENT ? pick(List.of("hr", "cad")) : pick(RandomRoutingConfig.CAMPUSES);
        String about = kind == IncidentKind.MANY_REPORTS ? place + "/" + pick(List.of("weapon-seen", "panic")) : place;
        String name = kind.wireName() + "/" + about;
        Incident known = incidents.get(name);
        if (known == null
                || known.status() == Incident.IncidentStatus.CLOSED
                || known.episodes().isEmpty()) {
            openOrExpect(kind, about, known, what);
        } else if (what < 4) {
            publish(closed(known), IncidentChange.CLOSED);
        } else if (what < 7) {
            publish(worse(known, kind.isUrgent() ? "critical" : severity()), IncidentChange.ESCALATED);
        } else if (what < 9 && !kind.isUrgent()) {
            publish(corrected(known), IncidentChange.CORRECTED);
        } else if (what > 9 && kind == IncidentKind.COVERAGE) {
            Incident other = Incident.of(known.id(), kind, known.labels(), known.episodes(), reasonsNow());
            if (!other.equals(known)) {
                publish(other, IncidentChange.REASONS);
            }
        } else if (what == 9 && !kind.isUrgent()) {
            publish(known, IncidentChange.WITHDRAWN);
            incidents.remove(name);
        }
    }

    private void openOrExpect(IncidentKind kind, String about, Incident known, int what) {
        boolean forecast = known != null && known.episodes().isEmpty();
        if (forecast && what == 0) {
            publish(known, IncidentChange.AVERTED);
            incidents.remove(kind.wireName() + "/" + about);
        } else if (known == null && what < 2 && kind == IncidentKind.COVERAGE) {
            publish(incident(kind, about, List.of()), IncidentChange.EXPECTED);
        } else {
            List<Episode> episodes = new ArrayList<>(known == null ? List.of() : known.episodes());
            boolean weapon = kind.isUrgent();
            episodes.add(NotificationScenario.episode(
                    now.minusSeconds(random.nextInt(100)), weapon ? "critical" : severity()));
            Incident opened = incident(kind, about, episodes);
            if (what == 11 && !weapon) {
                Incident over = closed(opened);
                publish(over, IncidentChange.OPENED);
                publish(over, IncidentChange.CLOSED);
            } else {
                publish(opened, IncidentChange.OPENED);
            }
        }
    }

    private Incident incident(IncidentKind kind, String about, List<Episode> episodes) {
        Map<String, String> labels = new TreeMap<>();
        if (kind == IncidentKind.MANY_REPORTS) {
            labels.put("campus", about.substring(0, about.indexOf('/')));
            labels.put("reported", about.substring(about.indexOf('/') + 1));
        } else {
            labels.put(kind == IncidentKind.FEED_SILENT ? "feed" : "campus", about);
        }
        List<Reason> reasons = kind == IncidentKind.COVERAGE ? reasonsNow() : List.of();
        return Incident.of(kind.wireName() + "/" + about, kind, labels, episodes, reasons);
    }

    private List<Reason> reasonsNow() {
        return List.of(
                random.nextBoolean()
                        ? Reason.of(ReasonCode.FEED_SILENT, pick(List.of("hr", "cad")), now)
                        : Reason.of(pick(List.of(ReasonCode.NOBODY_PRESENT, ReasonCode.DUTY_UNKNOWN))));
    }

    /** Of every incident that is open, in words. */
    private Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        incidents.forEach((id, incident) -> {
            if (incident.status() == Incident.IncidentStatus.OPEN
                    && !incident.reasons().isEmpty()) {
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
        episodes.add(NotificationScenario.close(episodes.remove(episodes.size() - 1), now));
        return with(open, episodes);
    }

    private Incident worse(Incident open, String severity) {
        List<Episode> episodes = new ArrayList<>(open.episodes());
        Episode last = episodes.remove(episodes.size() - 1);
        List<Episode.SeverityChange> steps = new ArrayList<>(last.severityChanges());
        steps.add(new Episode.SeverityChange(now, severity));
        episodes.add(new Episode(last.startedAt(), last.openedAt(), Optional.empty(), Optional.empty(), steps));
        List<Reason> reasons = open.kind() == IncidentKind.MANY_REPORTS
                ? List.of(Reason.of(ReasonCode.REPORT, open.labels().get("reported") + "/" + ++serial, now))
                : open.reasons();
        return Incident.of(open.id(), open.kind(), open.labels(), episodes, reasons);
    }

    private Incident corrected(Incident open) {
        Episode other = NotificationScenario.episode(now.minusSeconds(random.nextInt(5_000)), severity());
        return with(open, List.of(random.nextBoolean() ? other : NotificationScenario.close(other, now)));
    }

    private void publish(Incident incident, IncidentChange change) {
        incidents.put(incident.id(), incident);
        invariants.recordChange(incident.id(), change);
        engine.handleTransition(
                new IncidentTransition(RoutingConfigBuilder.DISTRICT, incident, change, now, now, Optional.empty()),
                now);
        boolean urgent = incident.kind() == IncidentKind.MANY_REPORTS
                ? change == IncidentChange.OPENED || change == IncidentChange.ESCALATED
                : change == IncidentChange.OPENED && incident.kind().isUrgent();
        if (urgent) {
            Map<String, String> labels = new TreeMap<>(incident.labels());
            labels.put("kind", incident.kind().wireName());
            labels.put("severity", "critical");
            labels.put("status", "open");
            invariants.assertNotifiedAtOnce(incident.id(), labels);
        }
    }

    private void conduct() {
        boolean emergency = random.nextInt(3) == 0;
        String campus = pick(RandomRoutingConfig.CAMPUSES);
        String event = "e" + ++serial;
        String id = "conduct/" + campus + "/cameras/" + event;
        conducts.add(id);
        if (emergency) {
            invariants.recordEmergency(id);
        }
        EventOrigin origin = new EventOrigin(RoutingConfigBuilder.DISTRICT, "cameras", event, now);
        ConductEvent seen = new ConductEvent(origin, campus, "fight", emergency, Optional.empty());
        engine.handleConduct(seen, new RecordArrival(now, seen.toString().getBytes(StandardCharsets.UTF_8), 0));
        if (emergency) {
            invariants.assertNotifiedAtOnce(
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

    /** A feed reports emergencies without end: what comes from a new camera is notified, and no more than has to be. */
    private void conductBurst() {
        String campus = pick(RandomRoutingConfig.CAMPUSES);
        String many = "conduct/" + campus + "/wild/many-reports/" + now.truncatedTo(ChronoUnit.MINUTES);
        invariants.recordEmergency(many);
        Map<String, String> labels = new TreeMap<>(
                Map.of("kind", "conduct", "severity", "critical", "status", "open", "campus", campus, "feed", "wild"));
        for (int i = 0; i < 40; i++) {
            String event = "w" + ++serial;
            String id = "conduct/" + campus + "/wild/" + event;
            invariants.recordEmergency(id);
            invariants.beforeStep(routing, now);
            EventOrigin origin = new EventOrigin(RoutingConfigBuilder.DISTRICT, "wild", event, now);
            Optional<String> camera = Optional.of("cam-" + i / 10);
            ConductEvent seen = new ConductEvent(origin, campus, "fight", true, camera);
            engine.handleConduct(seen, new RecordArrival(now, seen.toString().getBytes(StandardCharsets.UTF_8), 0));
            labels.put("what", i < 5 ? "fight" : "many-reports");
            if (i < 6 || i % 10 == 0) {
                invariants.assertNotifiedAtOnce(i < 5 ? id : many, labels);
            } else {
                invariants.assertOnlyUpdates();
            }
            invariants.assertAfterStep();
        }
        invariants.beforeStep(routing, now);
    }

    private void command() {
        String about = pick(Stream.of(Stream.of("coverage/nowhere"), incidents.keySet().stream(), conducts.stream())
                .flatMap(ids -> ids)
                .toList());
        String id = "c" + ++serial;
        switch (random.nextInt(8)) {
            case 0, 1 ->
                send(new Acknowledge(RoutingConfigBuilder.DISTRICT, id, now, ACTOR, about, Optional.of("mine")));
            case 2 -> send(new AddNote(RoutingConfigBuilder.DISTRICT, id, now, ACTOR, about, "note"));
            case 3 -> send(new Resolve(RoutingConfigBuilder.DISTRICT, id, now, ACTOR, about));
            case 4 -> {
                if (about.startsWith("conduct/")) {
                    boolean open = store.get(
                                    NotificationTables.ALERTS, new IncidentKey(RoutingConfigBuilder.DISTRICT, about))
                            .filter(affair -> !affair.alert().isOver())
                            .isPresent();
                    if (open) {
                        invariants.recordEmergency(about);
                    }
                    send(new DeclareEmergency(RoutingConfigBuilder.DISTRICT, id, now, ACTOR, about));
                }
            }
            case 5 ->
                send(new CreateSilence(
                        RoutingConfigBuilder.DISTRICT,
                        id,
                        now,
                        ACTOR,
                        "works",
                        new TreeMap<>(Map.of("campus", Set.of(pick(RandomRoutingConfig.CAMPUSES)))),
                        now,
                        now.plusSeconds(1 + random.nextInt(10_000))));
            case 6 ->
                send(new ExpireSilence(RoutingConfigBuilder.DISTRICT, id, now, ACTOR, "c" + random.nextInt(serial)));
            default -> {
                if (!output.notices.isEmpty()) {
                    Notice notice = pick(output.notices);
                    send(new ResendNotice(
                            RoutingConfigBuilder.DISTRICT, id, now, ACTOR, notice.recipient(), notice.subject()));
                }
            }
        }
    }

    private void send(OperatorCommand command) {
        engine.handleCommand(command, now);
    }

    private void deliver() {
        if (!output.notices.isEmpty()) {
            Notice notice = pick(output.notices);
            DeliveryResult.DeliveryStatus outcome = random.nextBoolean()
                    ? DeliveryResult.DeliveryStatus.FAILED
                    : DeliveryResult.DeliveryStatus.DELIVERED;
            engine.handleDelivery(new DeliveryResult(
                    RoutingConfigBuilder.DISTRICT,
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
        Incident sign = new Incident(
                "watchdog", IncidentKind.WATCHDOG, Incident.IncidentStatus.OPEN, new TreeMap<>(), List.of(), List.of());
        engine.handleTransition(
                new IncidentTransition("canary-0", sign, IncidentChange.OPENED, now, now, Optional.empty()), now);
    }

    private String severity() {
        return pick(RoutingConfigBuilder.SEVERITIES);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
