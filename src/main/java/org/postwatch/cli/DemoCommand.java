package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.postwatch.app.delivery.DeliveryWorker;
import org.postwatch.board.BoardModel;
import org.postwatch.board.DaySummaryCollector;
import org.postwatch.board.DistrictPanel;
import org.postwatch.board.LineConsole;
import org.postwatch.board.SummaryRenderer;
import org.postwatch.board.Terminal;
import org.postwatch.board.TerminalScreen;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.demo.DayFacts;
import org.postwatch.demo.Demo;
import org.postwatch.demo.DemoException;
import org.postwatch.demo.Playlist;
import org.postwatch.demo.ShippedScenario;
import org.postwatch.streams.NotificationTopology;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "demo",
        description = {
            "Play a school day of four of the shipped districts in about a minute, on a temporary broker.",
            "",
            "Recorded feeds (badges, buzzers, cameras) go through the real pipeline; a board shows every campus, its"
                    + " state, since when and why, and the open incidents. If stdout is not a terminal, or TERM is dumb, each change is printed as a line instead. At the end the command prints a summary.",
            "",
            "Below the board are the latest notices: sent (>), denied by the policy (x) and suppressed (~); similar"
                    + " ones are shown once. Delivery works as in production, but only to one recipient, which prints the notices here. No address of the documents is called.",
            "",
            "Each district has its own recorded date and local time. Hours without required posts are played faster."
                    + " All data is kept in a temporary directory, which is removed at the end or at Ctrl-C.",
            "",
            "With --intake, the events of one district go through intake instead of straight to the topics: those of"
                    + " dispatch systems to POST /v1/events, those of buttons, cameras, doors and panic buttons as the"
                    + " messages of their vendors, by webhook and MQTT. MQTT needs a mosquitto on this machine; without"
                    + " one, everything is sent over HTTP, and the command says so. Then the same day is played"
                    + " through the topics, and both must have the same intervals, incidents, notices and rejected events. Only ids of events differ, where a profile makes them.",
            ""
        },
        footer = {"", "Exit codes: 0 played, 1 not played to the end, or the facts of --intake differ, 2 usage error."})
final class DemoCommand extends AbstractCommand {
    private static final long MAX_STOP_SECONDS = 30;
    private static final int PROGRESS_BAR_WIDTH = 30;
    private static final double MAX_SPEED = 1_000_000;
    private static final int MAX_DIFFERENCES = 10;

    @Option(
            names = "--district",
            paramLabel = "NAME",
            description = "Play only this district: socorro-nm, socorro-tx, roaring-fork or palm-springs.")
    private String district;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "720",
            description =
                    "Seconds of the recorded day per second, if the pipeline keeps up (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--intake",
            description = "Play socorro-nm alone, through intake, and compare the facts with those of the topics.")
    private boolean throughIntake;

    @Option(names = "--no-mqtt", description = "With --intake: send everything over HTTP.")
    private boolean withoutMqtt;

    @ParentCommand
    private PostwatchCommand postwatch;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean stopped;
    private volatile Demo running;

    @Override
    public Integer call() throws InterruptedException {
        List<ShippedScenario> chosen = selectScenarios();
        if (!postwatch.isVerbose()) {
            reduceLogging();
        }
        err().println("postwatch: starting a broker on a free port, and the pipeline on it ...");
        Thread hook = new Thread(this::stop, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Path config = Path.of(System.getProperty("postwatch.home", ".")).resolve("config");
            if (throughIntake) {
                return playThroughIntake(() -> new Playlist(List.of(ShippedScenario.readWithIntake(config))));
            }
            return playScenarios(
                    chosen.stream().map(ShippedScenario::district).toList(),
                    () -> new Playlist(
                            chosen.stream().map(shipped -> shipped.read(config)).toList()));
        } finally {
            done.countDown();
        }
    }

    /** Decisions and deliveries are on the board: they are not logged as well. */
    private static void reduceLogging() {
        for (String name : List.of(
                NotificationTopology.class.getPackageName(),
                NoticeBody.class.getPackageName(),
                DeliveryWorker.class.getName())) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.WARN);
        }
    }

    private List<ShippedScenario> selectScenarios() {
        List<ShippedScenario> chosen = Arrays.stream(ShippedScenario.values())
                .filter(shipped -> district == null || shipped.district().equals(district))
                .toList();
        if (chosen.isEmpty()) {
            throw usageError("unknown district '" + district + "'; expected one of "
                    + String.join(", ", ShippedScenario.names()));
        }
        if (withoutMqtt && !throughIntake) {
            throw usageError("--no-mqtt requires --intake");
        }
        String withIntake = ShippedScenario.WITH_INTAKE.district();
        if (throughIntake && district != null && !district.equals(withIntake)) {
            throw usageError("--intake plays " + withIntake + ", found --district " + district);
        }
        if (!(speed >= 1 && speed <= MAX_SPEED)) {
            throw usageError("--speed is " + speed + "; expected a number from 1 to 1000000");
        }
        return chosen;
    }

    private Integer playScenarios(List<String> districts, Supplier<Playlist> reading) throws InterruptedException {
        // Read while the broker starts, which halves the time until the demo begins.
        CompletableFuture<Playlist> read = CompletableFuture.supplyAsync(reading);
        try (Demo demo = Demo.start(districts)) {
            return play(demo, awaitPlaylist(read)) ? 0 : 1;
        }
    }

    private Integer playThroughIntake(Supplier<Playlist> reading) throws InterruptedException {
        CompletableFuture<Playlist> read = CompletableFuture.supplyAsync(reading);
        DayFacts facts;
        try (Demo demo = Demo.startWithIntake(ShippedScenario.WITH_INTAKE.district(), !withoutMqtt)) {
            err().println("postwatch: " + ways(demo.usesMqtt()));
            err().println("postwatch: first those of the two days before, which takes up to a minute ...");
            if (!play(demo, awaitPlaylist(read))) {
                return 1;
            }
            facts = demo.facts();
            out().println("  intake      " + demo.intakeCounts());
        }
        err().println("postwatch: playing the same day through the topics ...");
        return compare(facts, awaitPlaylist(read));
    }

    private String ways(boolean usesMqtt) {
        if (usesMqtt) {
            return "events are sent over HTTP, and over MQTT through a mosquitto of the demo";
        }
        return withoutMqtt
                ? "all events are sent over HTTP, none over MQTT"
                : "WARNING: no mosquitto is installed: all events are sent over HTTP, none over MQTT";
    }

    private Integer compare(DayFacts facts, Playlist programme) throws InterruptedException {
        try (Demo demo = Demo.start(List.of(ShippedScenario.WITH_INTAKE.district()))) {
            running = demo;
            if (stopped) {
                return 1;
            }
            demo.prepare(programme);
            if (!demo.play(MAX_SPEED, (district, now) -> {}, false)) {
                return 1;
            }
            List<String> differences = facts.differencesFrom(demo.facts());
            if (!differences.isEmpty()) {
                throw new CommandFailedException("the facts through intake differ from those through the topics in "
                        + differences.size() + " lines; the first are:\n"
                        + differences.stream().limit(MAX_DIFFERENCES).collect(Collectors.joining("\n")));
            }
            out().println("  compared    with the same day through the topics, all facts agree: " + facts.text());
            return 0;
        }
    }

    /** False when it was stopped. */
    private boolean play(Demo demo, Playlist programme) throws InterruptedException {
        DaySummaryCollector tally = new DaySummaryCollector(programme.days());
        running = demo;
        boolean played = !stopped
                && (Terminal.isAvailable(System.getenv())
                        ? playOnBoard(demo, programme, tally)
                        : playAsLines(demo, programme, tally));
        if (played) {
            tally.summaries(programme.endTimes()).forEach(account -> {
                out().println();
                SummaryRenderer.render(account).forEach(out()::println);
            });
        }
        return played;
    }

    private static Playlist awaitPlaylist(CompletableFuture<Playlist> read) {
        try {
            return read.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DemoException said ? said : e;
        }
    }

    private boolean playAsLines(Demo demo, Playlist programme, DaySummaryCollector tally) throws InterruptedException {
        LineConsole lines = new LineConsole(out(), programme.days(), programme.startTimes());
        demo.prepare(programme, tally, lines);
        boolean played = demo.play(speed, (district, now) -> {}, true);
        lines.complete(Duration.ofDays(2));
        return played;
    }

    private boolean playOnBoard(Demo demo, Playlist programme, DaySummaryCollector tally) throws InterruptedException {
        BoardModel board = new BoardModel(programme.days(), programme.startTimes());
        demo.prepare(programme, tally, board);
        TerminalScreen screen = TerminalScreen.open(terminal(), Terminal.of(System.getenv()), picture -> {
            List<DistrictPanel> panels = board.panels();
            return picture.render(header(panels.get(0), programme), panels, board.noticesPanel());
        });
        try {
            return demo.play(speed, board::setClock, false);
        } finally {
            screen.close();
        }
    }

    /** The time of day is the same in every district; only its date and zone differ. */
    private String header(DistrictPanel panel, Playlist programme) {
        Instant begin = programme.startTimes().get(panel.day().district().id());
        Instant end = programme.endTimes().get(panel.day().district().id());
        double part = (double) Duration.between(begin, panel.now()).toMillis()
                / Duration.between(begin, end).toMillis();
        int done = (int) Math.max(0, Math.min(PROGRESS_BAR_WIDTH, Math.round(part * PROGRESS_BAR_WIDTH)));
        String time = LocalTime.ofInstant(panel.now(), panel.day().zone())
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        return "POSTWATCH demo  " + time + "  [" + "=".repeat(done) + " ".repeat(PROGRESS_BAR_WIDTH - done) + "]  "
                + "%.0fx, Ctrl-C ends it".formatted(speed);
    }

    /** At Ctrl-C: waits until the command has ended, before the process does. */
    private void stop() {
        stopped = true;
        Demo demo = running;
        if (demo != null && done.getCount() > 0) {
            demo.stop();
        }
        try {
            done.await(MAX_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PrintWriter terminal() {
        return out() instanceof TerminalWriter writer ? writer.terminal() : out();
    }
}
