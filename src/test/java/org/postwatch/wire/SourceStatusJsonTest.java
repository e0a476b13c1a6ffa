package org.postwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.SourceCounts;
import org.postwatch.intake.SourceState;
import org.postwatch.intake.SourceStatus;
import org.postwatch.intake.Transport;
import org.postwatch.intake.UnmappedCount;
import org.postwatch.intake.UnmappedId;
import org.postwatch.intake.service.SourceStatistics;
import org.postwatch.streams.TopicSpec;
import org.postwatch.streams.Topics;

/** The records of what an instance counted of a source: a command of another release must read the same in them. */
class SourceStatusJsonTest {
    private static final Instant MONDAY = Instant.parse("2026-09-14T13:00:00Z");
    private static final SourceStatus STATUS = new SourceStatus(
            "elm",
            "panic",
            Transport.MQTT,
            "5f2a91c0",
            MONDAY.plusSeconds(10),
            Optional.of(new SourceState(true, MONDAY, "MQTT 5")),
            new SourceCounts(
                    MONDAY,
                    Optional.of(MONDAY.plusSeconds(5)),
                    3,
                    new TreeMap<>(Map.of("malformed", 1L)),
                    1,
                    new TreeMap<>(Map.of("test", 2L)),
                    4,
                    List.of(new UnmappedCount("device", "p-7", Set.of(EventType.PANIC), 4, MONDAY.plusSeconds(4))),
                    List.of(new RejectedMessage(
                            MONDAY, "", "malformed", "body.at", "expected a time", Optional.of(EventType.PANIC)))));

    @Test
    void a_status_is_written_and_read() {
        assertThat(text(STATUS))
                .isEqualTo(
                        "{\"format\":1,\"district\":\"elm\",\"source\":\"panic\",\"kind\":\"mqtt\","
                                + "\"instance\":\"5f2a91c0\",\"at\":\"2026-09-14T13:00:10Z\","
                                + "\"connection\":{\"connected\":true,\"since\":\"2026-09-14T13:00:00Z\",\"detail\":\"MQTT 5\"},"
                                + "\"counts\":{\"since\":\"2026-09-14T13:00:00Z\",\"lastMessage\":\"2026-09-14T13:00:05Z\","
                                + "\"accepted\":3,\"rejected\":{\"malformed\":1},\"urgentRejected\":1,\"dropped\":{\"test\":2},"
                                + "\"unmapped\":4,\"unmappedIds\":[{\"kind\":\"device\",\"id\":\"p-7\","
                                + "\"types\":[\"postwatch.campus.panic\"],\"count\":4,\"lastSeen\":\"2026-09-14T13:00:04Z\"}],"
                                + "\"newestRejections\":[{\"at\":\"2026-09-14T13:00:00Z\",\"id\":\"\",\"reason\":\"malformed\","
                                + "\"field\":\"body.at\",\"detail\":\"expected a time\",\"type\":\"postwatch.campus.panic\"}]}}");
        assertThat(SourceStatusJson.read(SourceStatusJson.write(STATUS))).isEqualTo(STATUS);
        assertThat(STATUS.key()).isEqualTo("elm/panic/5f2a91c0");
    }

    @Test
    void a_record_of_another_form_is_rejected_with_the_reason() {
        assertThatThrownBy(() -> SourceStatusJson.read(
                        text(STATUS).replace("\"mqtt\"", "\"fax\"").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kind: expected a kind of source");
    }

    @Test
    void the_largest_status_is_smaller_than_the_topic_takes() {
        SourceStatistics statistics = new SourceStatistics(MONDAY);
        for (int i = 0; i < 2 * SourceStatistics.MAX_UNMAPPED_IDS; i++) {
            // A control character takes the most bytes in JSON.
            statistics.countUnmapped(
                    MONDAY.plusSeconds(i),
                    new UnmappedId("k".repeat(64), i + "\u0001".repeat(200)),
                    EnumSet.allOf(EventType.class));
            statistics.countRejected(new RejectedMessage(
                    MONDAY, "", "reason-" + i, "\u0001".repeat(1_000), "\ud800".repeat(1_000), Optional.empty()));
            statistics.countDropped(MONDAY, "reason-" + i);
        }
        int topicLimit = Topics.liveSpecs().stream()
                .filter(spec -> spec.name().equals(Topics.INTAKE_SOURCES))
                .mapToInt(TopicSpec::maxMessageBytes)
                .findAny()
                .orElseThrow();

        byte[] written = SourceStatusJson.write(new SourceStatus(
                "d".repeat(64),
                "s".repeat(64),
                Transport.WEBHOOK,
                "i",
                MONDAY,
                Optional.empty(),
                statistics.snapshot()));

        assertThat(written.length).isLessThan(topicLimit * 3 / 4);
        assertThat(SourceStatusJson.read(written).counts().unmappedIds())
                .hasSize(SourceStatistics.MAX_UNMAPPED_IDS)
                .extracting(UnmappedCount::count)
                .containsOnly(1L);
    }

    private static String text(SourceStatus status) {
        return new String(SourceStatusJson.write(status), StandardCharsets.UTF_8);
    }
}
