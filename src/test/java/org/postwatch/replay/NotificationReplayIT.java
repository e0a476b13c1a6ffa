package org.postwatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.PresenceSignal;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

/** Who was notified is a function of what was recorded: conduct and commands too, on one instance or on two. */
class NotificationReplayIT {
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");

    @TempDir
    private Path directory;

    private final EventWriter writer = new EventWriter();

    @Test
    void notices_are_the_same_on_two_instances() throws Exception {
        List<Path> folders = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<String> districts = List.of("d", "e", "f");
        for (String district : districts) {
            folders.add(folder(district));
        }
        for (int line = 0; line < day("d").size(); line++) {
            for (String district : districts) {
                lines.add(day(district).get(line));
            }
        }
        Path events = Files.write(directory.resolve("events.ndjson"), lines);

        ReplayResult one = replay(folders, events, 1);
        ReplayResult two = replay(folders, events, 2);

        assertThat(sorted(two.notices())).isEqualTo(sorted(one.notices()));
        assertThat(sorted(two.disclosures())).isEqualTo(sorted(one.disclosures()));
        assertThat(one.deadLetters())
                .extracting(letter -> letter.why().reason())
                .containsExactly("unknown-incident", "unknown-incident", "unknown-incident");

        List<Notice> ofD = one.notices().stream()
                .map(NoticeJson::read)
                .filter(notice -> notice.district().equals("d"))
                .filter(notice -> notice.subject().startsWith("conduct/"))
                .toList();
        assertThat(ofD)
                .extracting(notice -> notice.recipient() + " " + notice.stage().wireName() + " " + notice.at())
                .containsExactly(
                        "board opened 2026-09-14T13:01:00Z",
                        "board acknowledged 2026-09-14T13:02:00Z",
                        "office escalated 2026-09-14T13:32:00Z",
                        "board closed 2026-09-14T13:40:00Z",
                        "office closed 2026-09-14T13:40:00Z");
        assertThat(one.disclosures().stream().map(TopicValue.DISCLOSURE::read))
                .filteredOn(entry -> entry.outcome() == DisclosureRecord.DisclosureOutcome.OPERATOR_ACTION
                        && entry.district().equals("d"))
                .extracting(DisclosureRecord::reason)
                .hasSize(2);

        // Back at the very instant at which the gap would have opened: whatever the district's own clock says at it
        // comes after.
        assertThat(one.transitions().stream().map(TopicValue.TRANSITION::read))
                .filteredOn(transition -> transition.incident().id().startsWith("coverage/a/")
                        && transition.change() == IncidentTransition.IncidentChange.OPENED)
                .extracting(transition -> transition.district() + " " + transition.effectiveAt())
                .containsExactlyInAnyOrder(
                        "d 2026-09-14T00:10:00Z", "e 2026-09-14T00:10:00Z", "f 2026-09-14T00:10:00Z");

        one.write(directory.resolve("out"));
        assertThat(Files.readAllLines(directory.resolve("out/notices.ndjson")))
                .hasSameSizeAs(one.notices())
                .hasSizeGreaterThan(15);
        assertThat(directory.resolve("out/disclosures.ndjson")).isNotEmptyFile();
    }

    private List<String> day(String district) {
        Actor dana = new Actor("dana", Optional.empty());
        String incident = "conduct/a/staff/e-1";
        EventOrigin origin = new EventOrigin(district, "staff", "e-1", at(1));
        return List.of(
                text(writer.write(signal(district, "s-1", PresenceSignal.SignalKind.CHECKED_IN, at(5)))),
                text(writer.write(signal(district, "s-2", PresenceSignal.SignalKind.CALLED_AWAY, at(10)))),
                text(writer.write(signal(district, "s-3", PresenceSignal.SignalKind.RETURNED, at(20)))),
                text(writer.write(new ConductEvent(origin, "a", "fight", false, Optional.empty()))),
                text(CommandJson.write(new Acknowledge(district, "c-1", at(2), dana, incident, Optional.empty()))),
                text(CommandJson.write(new Acknowledge(district, "c-2", at(3), dana, "conduct/b", Optional.empty()))),
                text(CommandJson.write(new Resolve(district, "c-3", at(40), dana, incident))));
    }

    private static PresenceSignal signal(String district, String id, PresenceSignal.SignalKind kind, Instant time) {
        return new PresenceSignal(new EventOrigin(district, "hr", id, time), kind, "P-1", "a", Optional.empty());
    }

    private Path folder(String district) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(district));
        Files.writeString(folder.resolve("district.yaml"), """
                district: %s
                zone: Etc/UTC
                first-day: 2026-09-14
                calendar:
                  terms: [{ from: 2026-01-01, to: 2099-12-31 }]
                  windows:
                    - { name: all, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
                officers:
                  - { badge: P-1, kind: police, duties: [sro] }
                feeds:
                  - { source: hr, agencies: [district], types: [staffing], limit: 60m }
                  - { source: staff, types: [conduct], limit: 60m }
                campuses:
                  - id: a
                    posts:
                      - { id: sro, kinds: [police] }
                """.formatted(district));
        Files.writeString(folder.resolve("routing.yaml"), """
                recipients:
                  - { id: board, agency: district, kafka: {} }
                  - { id: office, log: {} }
                routes:
                  to: [board]
                  escalate: [{ after: 5m, to: [office] }]
                acknowledged-for: 30m
                """);
        return folder;
    }

    private ReplayResult replay(List<Path> folders, Path events, int instances) throws Exception {
        Path data = Files.createDirectory(directory.resolve("data-" + instances));
        try (Replay replay = Replay.start(data, instances, (step, done, all) -> {})) {
            replay.runCoverage(
                    ReplayPlans.read(folders, AgencyClasses.SHIPPED),
                    EventRecording.read(List.of(events), Optional.of(at(60))),
                    Optional.of(at(60)),
                    1);
            replay.runNotification();
            return replay.result();
        }
    }

    private static Instant at(int minute) {
        return T.plusSeconds(minute * 60L);
    }

    private static String sorted(List<byte[]> values) {
        return values.stream().map(NotificationReplayIT::text).sorted().collect(Collectors.joining("\n"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
