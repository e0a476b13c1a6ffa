package org.postwatch.codec.state;

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
import org.postwatch.dispatch.Affair;
import org.postwatch.dispatch.Digest;
import org.postwatch.dispatch.Group;
import org.postwatch.dispatch.Line;
import org.postwatch.dispatch.Mark;
import org.postwatch.dispatch.Sent;
import org.postwatch.dispatch.Silence;
import org.postwatch.dispatch.Tables;
import org.postwatch.dispatch.UrgentConduct;
import org.postwatch.incident.ManyReports;
import org.postwatch.routing.Bar;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Entry;
import org.postwatch.routing.FixedSecret;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.routing.StickyBars;
import org.postwatch.watch.Table;
import org.postwatch.watch.UrgentEventDay;

/** What lies in stores today must decode in every later release. Samples are added, never changed. */
class DeskCodecTest {
    private static final Path STATE = Path.of("src/test/resources/state/desk.txt");
    private static final Instant T = Instant.parse("2026-09-14T13:30:00.001Z");

    private record Sample<T>(Table<T> table, T value) {
        String line() {
            byte[] bytes = new DeskCodec().encode(table, value);
            return table.name() + " " + bytes[0] + " " + new String(bytes, 1, bytes.length - 1, UTF_8);
        }

        boolean readsBack(String line) {
            String[] parts = line.split(" ", 3);
            byte[] json = (" " + parts[2]).getBytes(UTF_8);
            json[0] = Byte.parseByte(parts[1]);
            return parts[0].equals(table.name())
                    && new DeskCodec().decode(table, "district/key", json).equals(value);
        }
    }

    private static List<Sample<?>> samples() {
        Matter matter = new Matter(
                "d",
                "coverage/a/sro/2026-09-14/day",
                "coverage",
                Matter.Status.OPEN,
                Optional.of("high"),
                new TreeMap<>(Map.of("campus", "a")),
                new TreeMap<>(Map.of("campus-name", "Cañon \"A\"")),
                Optional.of(T),
                Set.of("hr"),
                false);
        Line told = new Line(
                "routes[0]",
                false,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(Matter.Status.OPEN),
                Optional.of(T));
        Line held = new Line(
                "routes",
                true,
                Optional.of(new Line.News(Notice.Stage.ESCALATED, "escalation step 1")),
                Optional.of(new Line.Hold(Entry.Outcome.HELD, "quiet hours", "until morning", T.plusSeconds(60))),
                "d/board/0123456789ab",
                Optional.empty(),
                Optional.empty());
        Affair affair = new Affair(
                matter,
                T,
                T.plusMillis(1),
                true,
                Optional.of(new Affair.Acknowledgement("dana", T, Affair.NEVER)),
                List.of(new Affair.Remark(T, "dana", "on my way")),
                new TreeMap<>(Map.of("board", told, "office", held)),
                List.of(new Affair.Rung(
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
                Affair.NEVER);
        Notice notice = new Notice(
                "d",
                "board",
                matter.id(),
                "0123456789abcdef",
                3,
                Notice.Stage.REPEATED,
                Matter.Status.OPEN,
                T,
                List.of(new Notice.Item(
                        "0123456789abcdef", Matter.Status.OPEN, matter.fields(), ZoneId.of("America/Denver"))),
                1,
                "routes");
        return List.of(
                new Sample<>(Tables.AFFAIRS, affair),
                new Sample<>(Tables.FEEDS, new Mark("feed-silent/hr/2026-09-14T13:00:00Z")),
                new Sample<>(
                        Tables.GROUPS,
                        new Group(
                                "board",
                                "routes",
                                "~group/0123456789ab",
                                Duration.ofMinutes(5),
                                T,
                                Optional.of(T),
                                true)),
                new Sample<>(Tables.MEMBERS, new Mark(matter.id())),
                new Sample<>(Tables.DIGESTS, new Digest("board", T)),
                new Sample<>(Tables.PASSED, new Mark(matter.id())),
                new Sample<>(
                        Tables.SILENCES,
                        new Silence(
                                "S-1",
                                "dana",
                                "drill",
                                new TreeMap<>(Map.of("campus", Set.of("a"))),
                                T,
                                T.plusSeconds(3600),
                                Optional.of(T.plusSeconds(3000)))),
                new Sample<>(Tables.SENT, new Sent(notice, List.of(matter.id()), false, Affair.NEVER)),
                new Sample<>(Tables.UNDELIVERED, new Tables.Undelivered(2)),
                new Sample<>(
                        Tables.URGENT,
                        new UrgentConduct.OfMinute(
                                T,
                                1,
                                List.of(ManyReports.report("conduct/a/cameras/e-1", Optional.of("gym-camera"), T)))),
                new Sample<>(
                        Tables.NOTIFIED_EMERGENCIES,
                        new UrgentEventDay(List.of("0123456789abcdef-0123456789abcdef_0123"))),
                new Sample<>(Tables.CLOCK, new Tables.Clock(T)),
                new Sample<>(Tables.REBUILD, new Tables.Clock(T)),
                new Sample<>(
                        Tables.ON_RECORD,
                        new Delivery(
                                "elm", "desk", "x", "0123456789abcdef", 3, Delivery.Outcome.DELIVERED, 1, T, "200")),
                new Sample<>(
                        Tables.WITHHELD_ENTRIES,
                        new Entry(
                                "elm",
                                T,
                                Entry.Outcome.TOLD,
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
                        Tables.SENT,
                        new Sent(
                                notice.after(List.of(new Notice.Earlier(2, T))).calling(2),
                                List.of(matter.id()),
                                true,
                                T.plusSeconds(60))),
                new Sample<>(Tables.SECRETS, FixedSecret.SECRET),
                new Sample<>(
                        Tables.BARS,
                        new StickyBars(new TreeSet<>(List.of(
                                new Bar(Bar.Kind.CLASS, "federal-immigration"),
                                new Bar(Bar.Kind.DOMAIN, "ice.example"))))));
    }

    @Test
    void what_was_written_still_decodes() throws IOException {
        List<Sample<?>> samples = samples();
        if (Boolean.getBoolean("state.renew")) {
            Files.write(STATE, samples.stream().map(Sample::line).toList());
        }
        List<String> lines = Files.readAllLines(STATE);
        assertThat(lines).hasSameSizeAs(samples);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(samples.get(i).readsBack(lines.get(i))).as(lines.get(i)).isTrue();
            assertThat(samples.get(i).readsBack(samples.get(i).line()))
                    .as(samples.get(i).line())
                    .isTrue();
        }
    }

    @Test
    void every_table_has_a_sample_but_plans_which_have_their_own() {
        List<Table<?>> sampled = new ArrayList<>(List.of(Tables.ROUTINGS));
        samples().stream().map(Sample::table).distinct().forEach(sampled::add);
        assertThat(sampled).containsExactlyInAnyOrderElementsOf(Tables.all());
        assertThat(Tables.all()).extracting(Table::code).doesNotHaveDuplicates();
    }

    @Test
    void another_version_is_named_and_what_is_broken_is_no_state() {
        assertThatThrownBy(() -> new DeskCodec().decode(Tables.CLOCK, "district/key", new byte[] {2, '{', '}'}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state of table 'clock' has version 2; this release reads version 1");
        assertThatThrownBy(() -> new DeskCodec().decode(Tables.CLOCK, "district/key", new byte[0]))
                .hasMessageContaining("version none");
        assertThatThrownBy(() -> new DeskCodec().decode(Tables.CLOCK, "district/key", new byte[] {1, '{'}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'clock'");
    }

    @Test
    void components_that_came_later_may_be_absent_and_unknown_ones_are_left_out() {
        byte[] older =
                "\1{\"recipient\":\"board\",\"route\":\"r\",\"subject\":\"s\",\"interval\":\"PT5M\",\"due\":\"%s\",\"x\":1}"
                        .formatted(T)
                        .getBytes(UTF_8);
        assertThat(new DeskCodec().decode(Tables.GROUPS, "district/key", older))
                .isEqualTo(new Group("board", "r", "s", Duration.ofMinutes(5), T, Optional.empty(), false));
    }
}
