package org.postwatch.wire;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.AlertOverview;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.PendingDelivery;

/** Made-up outputs, the same for the same seed. */
final class RandomOutputs {
    private final Random random;
    private final RandomInputs names;

    RandomOutputs(long seed) {
        random = new Random(seed);
        names = new RandomInputs(seed);
    }

    CampusCoverage campusCoverage() {
        return new CampusCoverage(
                name("district-"), name("campus-"), anyOf(CoverageState.values()), someOf(this::postCoverage));
    }

    PostDayIntervals postDayIntervals() {
        return new PostDayIntervals(
                name("district-"),
                name("campus-"),
                name("post-"),
                LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365)),
                1 + random.nextInt(9),
                random.nextBoolean(),
                someOf(this::interval));
    }

    Incident incident() {
        Map<String, String> labels = Map.of("campus", name("campus-"), "window", name("w-"));
        return Incident.of(
                name("coverage/"), anyOf(IncidentKind.values()), labels, someOf(this::episode), someOf(this::reason));
    }

    IncidentTransition transition() {
        return new IncidentTransition(
                name("district-"),
                incident(),
                anyOf(IncidentTransition.IncidentChange.values()),
                names.instant(),
                names.instant(),
                maybePresent(() -> "covered"));
    }

    Notice notice() {
        return new Notice(
                        name("district-"),
                        name("board-"),
                        name("coverage/"),
                        "0123456789abcdef",
                        1 + random.nextInt(9),
                        anyOf(Notice.NoticeStage.values()),
                        anyOf(Alert.AlertStatus.values()),
                        names.instant(),
                        someOf(() -> new Notice.NoticeItem(
                                "fedcba9876543210",
                                anyOf(Alert.AlertStatus.values()),
                                new TreeMap<>(Map.of("campus", name("c-"))),
                                ZoneId.of("America/Denver"))),
                        random.nextInt(1000),
                        name("routes"))
                .withEarlierRevisions(someOf(() -> new Notice.EarlierRevision(1 + random.nextInt(9), names.instant())))
                .withCallNumber(1 + random.nextInt(4))
                .withUrgent(random.nextBoolean());
    }

    AlertOverview alertOverview() {
        return new AlertOverview(
                new Alert(
                        name("district-"),
                        name("coverage/"),
                        "coverage",
                        anyOf(Alert.AlertStatus.values()),
                        maybePresent(() -> "high"),
                        new TreeMap<>(Map.of("campus", name("c-"))),
                        new TreeMap<>(Map.of("badge", name("D-"))),
                        maybePresent(names::instant),
                        Set.of(name("feed-")),
                        random.nextBoolean()),
                names.instant(),
                names.instant(),
                maybePresent(() -> new AlertOverview.AcknowledgementOverview(
                        name("op-"), names.instant(), maybePresent(names::instant))),
                someOf(() -> new AlertOverview.NoteOverview(names.instant(), name("op-"), name("note "))),
                new TreeMap<>(Map.of(name("board-"), recipientOverview())),
                maybePresent(names::instant));
    }

    private AlertOverview.RecipientOverview recipientOverview() {
        return new AlertOverview.RecipientOverview(
                name("routes"),
                random.nextBoolean(),
                maybePresent(() -> anyOf(Alert.AlertStatus.values())),
                maybePresent(names::instant),
                maybePresent(() -> new AlertOverview.WithholdingOverview(
                        DisclosureRecord.DisclosureOutcome.SUPPRESSED,
                        name("rule-"),
                        name("because "),
                        maybePresent(names::instant))));
    }

    DeliveryResult deliveryResult() {
        return new DeliveryResult(
                name("district-"),
                name("board-"),
                name("coverage/"),
                "0123456789abcdef",
                1 + random.nextInt(9),
                anyOf(DeliveryResult.DeliveryStatus.values()),
                random.nextInt(9),
                names.instant(),
                name("200 "));
    }

    PendingDelivery pendingDelivery() {
        return new PendingDelivery(
                name("district-"),
                name("board-"),
                name("coverage/"),
                1 + random.nextInt(9),
                1 + random.nextInt(9),
                names.instant(),
                names.instant(),
                random.nextBoolean(),
                name("503 "));
    }

    DisclosureRecord disclosureRecord() {
        return new DisclosureRecord(
                name("district-"),
                names.instant(),
                anyOf(DisclosureRecord.DisclosureOutcome.values()),
                name("board-"),
                name("school-"),
                name("coverage/"),
                "coverage",
                someOf(() -> name("field-")),
                "",
                name("rule-"),
                name("because "),
                maybePresent(() -> new Actor(name("op-"), maybePresent(() -> name("CN=")))));
    }

    private PostCoverage postCoverage() {
        return new PostCoverage(
                name("post-"),
                anyOf(CoverageState.values()),
                maybePresent(names::instant),
                someOf(() -> name("P-")),
                someOf(this::reason));
    }

    private CoverageInterval interval() {
        return new CoverageInterval(
                names.instant(),
                maybePresent(names::instant),
                anyOf(CoverageState.values()),
                someOf(() -> name("P-")),
                someOf(this::reason));
    }

    private Episode episode() {
        boolean closed = random.nextBoolean();
        List<Episode.SeverityChange> steps =
                new ArrayList<>(someOf(() -> new Episode.SeverityChange(names.instant(), "high")));
        steps.add(new Episode.SeverityChange(names.instant(), "critical"));
        return new Episode(
                names.instant(),
                names.instant(),
                closed ? Optional.of(names.instant()) : Optional.empty(),
                closed ? Optional.of("covered") : Optional.empty(),
                steps);
    }

    private Reason reason() {
        return random.nextBoolean()
                ? Reason.of(ReasonCode.NOBODY_PRESENT)
                : Reason.of(ReasonCode.FEED_SILENT, "hr", names.instant());
    }

    private String name(String stem) {
        return names.name(stem);
    }

    private <T> T anyOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybePresent(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> someOf(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            items.add(item.get());
        }
        return items;
    }
}
