package org.postwatch.intake.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.roster.RosterField;
import org.postwatch.roster.RosterRule;
import org.postwatch.roster.RosterRules;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.RosterState;
import org.postwatch.roster.TableForm;
import org.postwatch.roster.TextPattern;
import org.postwatch.secrets.MissingSecretException;

/** A roster in files: shifts while it can be used, heartbeats only then, and never a cancellation because of a fault. */
class PolledRosterTest {
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);
    private static final String HEAD = "Badge,Start,End\n";

    @TempDir
    Path directory;

    private final Instant tomorrow = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Map<String, RosterState> topic = new ConcurrentHashMap<>();
    private final IntakeStatistics statistics = new IntakeStatistics(Instant.now());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger statesRead = new AtomicInteger();
    private PolledRoster roster;
    private Duration every = Duration.ofMillis(20);
    private volatile boolean isSinkBroken;
    /** Happens once, while the roster is read. */
    private final AtomicReference<Runnable> whileReading = new AtomicReference<>(() -> {});

    @AfterEach
    void stop() {
        if (roster != null) {
            roster.close();
        }
        timer.shutdownNow();
    }

    @Test
    void a_file_that_is_gone_cancels_nothing_and_its_feed_falls_silent_until_it_is_back() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), HEAD + row("D-1", 1) + row("D-1", 2));
        start(file, Optional.empty());
        await(() -> of(EventType.SHIFT_PLANNED) == 2 && of(EventType.HEARTBEAT) > 1);
        assertThat(roster.state().detail()).startsWith("2 shifts until ");

        Files.delete(file);
        await(() -> !roster.state().isConnected());
        long heartbeats = of(EventType.HEARTBEAT);
        await(() -> roster.state().detail().equals("there is no file " + file));
        assertThat(of(EventType.HEARTBEAT)).isEqualTo(heartbeats);
        assertThat(of(EventType.SHIFT_CANCELLED)).isZero();

        Files.writeString(file, HEAD + row("D-1", 1));
        await(() -> of(EventType.SHIFT_CANCELLED) == 1 && of(EventType.HEARTBEAT) > heartbeats);
        assertThat(of(EventType.SHIFT_PLANNED)).isEqualTo(2);
    }

    @Test
    void all_files_of_a_folder_count_together_and_who_is_not_mapped_is_counted_once() throws IOException {
        Files.writeString(directory.resolve("a.csv"), HEAD + row("D-1", 1));
        Files.writeString(directory.resolve("b.csv"), "\uFEFF" + HEAD + row("D-1", 2) + row("D-7", 2));
        Files.writeString(directory.resolve("notes.txt"), "no table");
        start(directory, Optional.empty());

        await(() -> of(EventType.SHIFT_PLANNED) == 2 && of(EventType.HEARTBEAT) > 2);
        assertThat(statistics.ofSource("elm", "sro").snapshot().unmappedIds())
                .singleElement()
                .satisfies(id -> {
                    assertThat(id.id()).isEqualTo("D-7");
                    assertThat(id.count()).isEqualTo(1);
                });

        Files.writeString(directory.resolve("b.csv"), HEAD + row("D-1", 2));
        await(() -> statistics.ofSource("elm", "sro").snapshot().unmappedIds().isEmpty());
    }

    @Test
    void a_row_that_is_in_two_files_is_planned_once_and_the_later_file_counts() throws IOException {
        Files.writeString(directory.resolve("a.csv"), HEAD + row("D-1", 1));
        Path later = Files.writeString(
                directory.resolve("b.csv"), HEAD + row("D-1", 1).replace(" 15:30", " 14:30"));
        start(directory, Optional.empty());

        await(() -> of(EventType.HEARTBEAT) > 2);
        assertThat(events)
                .filteredOn(event -> event.type() == EventType.SHIFT_PLANNED)
                .singleElement()
                .satisfies(event ->
                        assertThat(((ShiftPlanned) event).to().toString()).endsWith("T14:30:00Z"));
        assertThat(statistics.ofSource("elm", "sro").snapshot().rejected()).isEqualTo(Map.of("malformed", 1L));

        Files.writeString(later, HEAD + row("D-1", 1));
        await(() -> of(EventType.SHIFT_PLANNED) == 2);
        long heartbeats = of(EventType.HEARTBEAT);
        await(() -> of(EventType.HEARTBEAT) > heartbeats + 2);
        assertThat(of(EventType.SHIFT_PLANNED)).isEqualTo(2);
    }

    @Test
    void a_reading_by_an_instance_that_is_not_confirmed_is_made_again_soon_and_has_no_heartbeat() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), HEAD + row("D-1", 1));
        every = Duration.ofHours(1);
        whileReading.set(() -> roster.setConfirmed(false));
        start(file, Optional.empty());
        await(() -> statesRead.get() == 1 && whileReading.get() == null);
        assertThat(events).isEmpty();

        // The next reading is doubtful as well: another instance may have planned while it was made.
        whileReading.set(() -> {
            roster.setConfirmed(false);
            roster.setConfirmed(true);
        });
        roster.setConfirmed(true);
        await(() -> of(EventType.SHIFT_PLANNED) == 1 && of(EventType.HEARTBEAT) == 1);
        assertThat(statesRead).hasValue(3);
    }

    @Test
    void a_heartbeat_that_fails_makes_the_roster_not_connected_and_it_goes_on() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), HEAD);
        isSinkBroken = true;
        start(file, Optional.empty());
        await(() -> roster.state().detail().startsWith("it failed; "));

        isSinkBroken = false;
        await(() -> of(EventType.HEARTBEAT) > 1 && roster.state().isConnected());
        roster.close().toCompletableFuture().join();
        await(() -> roster.state().detail().equals("closed"));
    }

    @Test
    void a_file_outside_of_the_allowed_folders_is_not_read_and_neither_is_a_link_to_one(@TempDir Path elsewhere)
            throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("a.csv"), HEAD + row("D-1", 1));
        Path link = Files.createSymbolicLink(directory.resolve("a.csv"), secret);
        start(link, Optional.empty());
        await(() -> roster.state().detail().contains("is a link out of its folder"));
        roster.close();

        start(secret, Optional.empty());
        await(() -> roster.state().detail().contains("may be used only when"));
        assertThat(events).isEmpty();
    }

    @Test
    void a_roster_that_nobody_changes_for_too_long_is_planned_and_silent() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), HEAD + row("D-1", 1));
        start(file, Optional.of(Duration.ofMillis(1)));

        await(() -> roster.state().detail().startsWith("stale: nobody has changed it since "));
        assertThat(of(EventType.SHIFT_PLANNED)).isEqualTo(1);
        assertThat(of(EventType.SHIFT_CANCELLED)).isZero();
    }

    @Test
    void an_instance_that_may_have_lost_its_rosters_goes_on_with_what_the_other_one_planned() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), HEAD + row("D-1", 1));
        start(file, Optional.empty());
        await(() -> topic.containsKey("sro") && !topic.get("sro").hasPending());

        roster.setConfirmed(false);
        topic.put("sro", RosterState.none(Instant.now()));
        roster.setConfirmed(true);
        await(() -> of(EventType.SHIFT_PLANNED) == 2);
    }

    private void start(Path location, Optional<Duration> stale) {
        RosterSource source = new RosterSource(
                "elm",
                "sro",
                "shifts",
                location.toString(),
                Optional.of(new TableForm(
                        Map.of(RosterField.ATTENDEE, "Badge"),
                        "Start",
                        "End",
                        Optional.empty(),
                        Optional.empty(),
                        "uuuu-MM-dd HH:mm",
                        "HH:mm",
                        ZoneOffset.UTC,
                        ',')),
                ZoneOffset.UTC,
                every,
                stale,
                new RosterRules(List.of(new RosterRule(
                        RosterField.ATTENDEE,
                        new TextPattern("D-1"),
                        Optional.of("D-1"),
                        Optional.of("north"),
                        Optional.empty(),
                        false))),
                Optional.empty());
        roster = new PolledRoster(
                source,
                new RosterContext(
                        new Topic(),
                        new Sink(),
                        statistics,
                        (district, name) -> {
                            throw new MissingSecretException(name);
                        },
                        HostResolver.SYSTEM,
                        new OutgoingPolicy(List.of(), List.of(directory)),
                        timer,
                        InstantSource.system()));
        roster.start();
    }

    private String row(String badge, int day) {
        String date = tomorrow.plus(day, ChronoUnit.DAYS).toString().substring(0, 10);
        return badge + "," + date + " 07:30," + date + " 15:30\n";
    }

    private long of(EventType type) {
        return events.stream().filter(event -> event.type() == type).count();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private final class Topic implements RosterStates {
        @Override
        public Optional<RosterState> read(RosterSource source) {
            statesRead.incrementAndGet();
            Runnable once = whileReading.get();
            if (once != null) {
                once.run();
                whileReading.compareAndSet(once, null);
            }
            return Optional.ofNullable(topic.get(source.name()));
        }

        @Override
        public void write(RosterSource source, RosterState state) {
            topic.put(source.name(), state);
        }
    }

    private final class Sink implements EventSink {
        @Override
        public CompletionStage<AppendResult> append(Event event) {
            if (isSinkBroken) {
                throw new IllegalStateException("a defect");
            }
            events.add(event);
            return CompletableFuture.completedFuture(AppendResult.APPENDED);
        }
    }
}
