package org.postwatch.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.postwatch.incident.ManyReportsIncident;
import org.postwatch.notification.engine.AlertGroup;
import org.postwatch.notification.engine.AlertRef;
import org.postwatch.notification.engine.AlertState;
import org.postwatch.notification.engine.NoticeState;
import org.postwatch.notification.engine.NotificationTables;
import org.postwatch.notification.engine.PendingDigest;
import org.postwatch.notification.engine.RecipientState;
import org.postwatch.notification.engine.Silence;
import org.postwatch.notification.engine.UrgentConductAggregator;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.FixedDistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.state.StateTable;
import org.postwatch.state.UrgentEventDay;

/** What lies in stores today must decode in every later release. Samples are added, never changed. */
class NotificationStateSerdeTest {
    private static final Path SAMPLES = Path.of("src/test/resources/state/notification-state.txt");
    private static final Instant T = Instant.parse("2026-09-14T13:30:00.001Z");

    private record Sample<T>(StateTable<?, T> table, T value) {
        String line() {
            byte[] bytes = new NotificationStateSerde().encode(table, value);
            return table.name() + " " + bytes[0] + " " + new String(bytes, 1, bytes.length - 1, UTF_8);
        }

        boolean readsBack(String line) {
            String[] parts = line.split(" ", 3);
            byte[] json = (" " + parts[2]).getBytes(UTF_8);
            json[0] = Byte.parseByte(parts[1]);
            return parts[0].equals(table.name())
                    && new NotificationStateSerde()
                            .decode(table, "district/key", json)
                            .equals(value);
        }
    }

    private static List<Sample<?>> samples() {
        Alert matter = new Alert(
                "d",
                "coverage/a/sro/2026-09-14/day",
                "coverage",
                Alert.AlertStatus.OPEN,
                Optional.of("high"),
                new TreeMap<>(Map.of("campus", "a")),
                new TreeMap<>(Map.of("campus-name", "Cañon \"A\"")),
                Optional.of(T),
                Set.of("hr"),
                false);
        RecipientState told = new RecipientState(
                "routes[0]",
                false,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(Alert.AlertStatus.OPEN),
                Optional.of(T));
        RecipientState held = new RecipientState(
                "routes",
                true,
                Optional.of(new RecipientState.PendingNotification(Notice.NoticeStage.ESCALATED, "escalation step 1")),
                Optional.of(new RecipientState.Suppression(
                        DisclosureRecord.DisclosureOutcome.SUPPRESSED,
                        "quiet hours",
                        "until morning",
                        T.plusSeconds(60))),
                "d/board/0123456789ab",
                Optional.empty(),
                Optional.empty());
        AlertState affair = new AlertState(
                matter,
                T,
                T.plusMillis(1),
                true,
                Optional.of(new AlertState.Acknowledgement("dana", T, AlertState.NEVER)),
                List.of(new AlertState.OperatorNote(T, "dana", "on my way")),
                new TreeMap<>(Map.of("board", told, "office", held)),
                List.of(new AlertState.EscalationStepState(
                        "routes",
                        1,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        List.of("board"),
                        T,
                        T,
                        List.of("office"),
                        true)),
                T.plusSeconds(1),
                T.plusSeconds(61),
                AlertState.NEVER);
        Notice notice = new Notice(
                "d",
                "board",
                matter.id(),
                "0123456789abcdef",
                3,
                Notice.NoticeStage.REPEATED,
                Alert.AlertStatus.OPEN,
                T,
                List.of(new Notice.NoticeItem(
                        "0123456789abcdef", Alert.AlertStatus.OPEN, matter.fields(), ZoneId.of("America/Denver"))),
                1,
                "routes");
        return List.of(
                new Sample<>(NotificationTables.ALERTS, affair),
                new Sample<>(NotificationTables.SILENT_FEEDS, new AlertRef("feed-silent/hr/2026-09-14T13:00:00Z")),
                new Sample<>(
                        NotificationTables.GROUPS,
                        new AlertGroup(
                                "board",
                                "routes",
                                "~group/0123456789ab",
                                Duration.ofMinutes(5),
                                T,
                                Optional.of(T),
                                true)),
                new Sample<>(NotificationTables.GROUP_MEMBERS, new AlertRef(matter.id())),
                new Sample<>(NotificationTables.DIGESTS, new PendingDigest("board", T)),
                new Sample<>(NotificationTables.DIGEST_ALERTS, new AlertRef(matter.id())),
                new Sample<>(
                        NotificationTables.SILENCES,
                        new Silence(
                                "S-1",
                                "dana",
                                "drill",
                                new TreeMap<>(Map.of("campus", Set.of("a"))),
                                T,
                                T.plusSeconds(3600),
                                Optional.of(T.plusSeconds(3000)))),
                new Sample<>(
                        NotificationTables.NOTICES,
                        new NoticeState(notice, List.of(matter.id()), false, AlertState.NEVER)),
                new Sample<>(NotificationTables.UNDELIVERED, new NotificationTables.FailedRevision(2)),
                new Sample<>(
                        NotificationTables.URGENT_CONDUCT,
                        new UrgentConductAggregator.UrgentConductMinute(
                                T,
                                1,
                                List.of(ManyReportsIncident.listedReport(
                                        "conduct/a/cameras/e-1", Optional.of("gym-camera"), T)))),
                new Sample<>(
                        NotificationTables.NOTIFIED_EMERGENCIES,
                        new UrgentEventDay(List.of("0123456789abcdef-0123456789abcdef_0123"))),
                new Sample<>(NotificationTables.CLOCK, new NotificationTables.StoredInstant(T)),
                new Sample<>(NotificationTables.REBUILD, new NotificationTables.StoredInstant(T)),
                new Sample<>(
                        NotificationTables.RECORDED_DELIVERIES,
                        new DeliveryResult(
                                "elm",
                                "desk",
                                "x",
                                "0123456789abcdef",
                                3,
                                DeliveryResult.DeliveryStatus.DELIVERED,
                                1,
                                T,
                                "200")),
                new Sample<>(
                        NotificationTables.WITHHELD_RECORDS,
                        new DisclosureRecord(
                                "elm",
                                T,
                                DisclosureRecord.DisclosureOutcome.NOTIFIED,
                                "desk",
                                "municipal-police",
                                "x",
                                "coverage",
                                List.of("campus"),
                                "0123",
                                "police-coverage",
                                "routes",
                                Optional.empty())),
                new Sample<>(
                        NotificationTables.NOTICES,
                        new NoticeState(
                                notice.withEarlierRevisions(List.of(new Notice.EarlierRevision(2, T)))
                                        .withCallNumber(2),
                                List.of(matter.id()),
                                true,
                                T.plusSeconds(60))),
                new Sample<>(NotificationTables.SECRETS, FixedDistrictSecret.SECRET),
                new Sample<>(
                        NotificationTables.RETAINED_DENIALS,
                        new RetainedDenials(new TreeSet<>(List.of(
                                new MandatoryDenial(MandatoryDenial.DenialTarget.CLASS, "federal-immigration"),
                                new MandatoryDenial(MandatoryDenial.DenialTarget.DOMAIN, "ice.example"))))));
    }

    @Test
    void stored_samples_still_decode() throws IOException {
        List<Sample<?>> samples = samples();
        if (Boolean.getBoolean("state.renew")) {
            Files.write(SAMPLES, samples.stream().map(Sample::line).toList());
        }
        List<String> lines = Files.readAllLines(SAMPLES);
        assertThat(lines).hasSameSizeAs(samples);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(samples.get(i).readsBack(lines.get(i))).as(lines.get(i)).isTrue();
            assertThat(samples.get(i).readsBack(samples.get(i).line()))
                    .as(samples.get(i).line())
                    .isTrue();
        }
    }

    @Test
    void every_table_except_plans_has_a_sample() {
        List<StateTable<?, ?>> sampled = new ArrayList<>(List.of(NotificationTables.ROUTINGS));
        samples().stream().map(Sample::table).distinct().forEach(sampled::add);
        assertThat(sampled).containsExactlyInAnyOrderElementsOf(NotificationTables.all());
        assertThat(NotificationTables.all()).extracting(StateTable::code).doesNotHaveDuplicates();
    }

    @Test
    void unknown_versions_and_broken_bytes_are_rejected() {
        assertThatThrownBy(() -> new NotificationStateSerde()
                        .decode(NotificationTables.CLOCK, "district/key", new byte[] {2, '{', '}'}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state of table 'clock' has version 2; this release reads version 1");
        assertThatThrownBy(() ->
                        new NotificationStateSerde().decode(NotificationTables.CLOCK, "district/key", new byte[0]))
                .hasMessageContaining("version none");
        assertThatThrownBy(() -> new NotificationStateSerde()
                        .decode(NotificationTables.CLOCK, "district/key", new byte[] {1, '{'}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'clock'");
    }

    @Test
    void newer_components_may_be_absent_and_unknown_ones_are_ignored() {
        byte[] older =
                "\1{\"recipient\":\"board\",\"route\":\"r\",\"subject\":\"s\",\"interval\":\"PT5M\",\"due\":\"%s\",\"x\":1}"
                        .formatted(T)
                        .getBytes(UTF_8);
        assertThat(new NotificationStateSerde().decode(NotificationTables.GROUPS, "district/key", older))
                .isEqualTo(new AlertGroup("board", "r", "s", Duration.ofMinutes(5), T, Optional.empty(), false));
    }
}
