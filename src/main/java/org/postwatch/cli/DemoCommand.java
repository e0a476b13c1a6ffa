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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postwatch.board.Board;
import org.postwatch.board.Chronicle;
import org.postwatch.board.Everyone;
import org.postwatch.board.Panel;
import org.postwatch.board.Screen;
import org.postwatch.board.Summary;
import org.postwatch.board.Tally;
import org.postwatch.board.Terminal;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.demo.Demo;
import org.postwatch.demo.DemoException;
import org.postwatch.demo.Programme;
import org.postwatch.demo.Shipped;
import org.postwatch.runtime.DeliveryWorker;
import org.postwatch.topology.RoutingTopology;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Play a school day of the four shipped districts in about a minute, on a broker of its own.",
            "",
            "Recorded feeds (badges, buzzers, cameras) go through the real pipeline; a board shows every campus, its"
                    + " state, since when and why, and the open incidents. Where stdout is no terminal, or TERM is dumb,"
                    + " each change is a line instead. A summary follows.",
            "",
            "Below it, what goes out: each notice that the routes and the policy of a district let somebody have (>),"
                    + " what the policy refuses (x) and what has to wait (~), of many that are alike one. Couriers carry"
                    + " them as in earnest, but all to one recipient that prints them here: no address of the documents"
                    + " is ever used.",
            "",
            "Each district keeps its own recorded date and its local time; hours in which nobody is required go by"
                    + " faster. Everything is kept in a temporary directory and removed at the end, or at Ctrl-C.",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    private static final long STOP_SECONDS_MAX = 30;
    private static final int BAR = 30;

    @Option(
            names = "--district",
            paramLabel = "NAME",
            description = "Only this one: socorro-nm, socorro-tx, roaring-fork or palm-springs.")
    private String district;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "720",
            description = "Seconds of the day in one second, if the pipeline keeps up; ${DEFAULT-VALUE} unless told.")
    private double speed;

    @ParentCommand
    private Postwatch postwatch;

    @Spec
    private CommandSpec spec;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean stopped;
    private volatile Demo running;

    @Override
    public Integer call() throws InterruptedException {
        List<Shipped> chosen = chosen();
        if (!postwatch.verbose()) {
            quieten();
        }
        spec.commandLine().getErr().println("postwatch: starting a broker on a free port, and the pipeline on it ...");
        Thread hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Path config = Path.of(System.getProperty("postwatch.home", ".")).resolve("config");
            return show(
                    chosen.stream().map(Shipped::district).toList(),
                    () -> new Programme(
                            chosen.stream().map(shipped -> shipped.read(config)).toList()));
        } finally {
            done.countDown();
        }
    }

    /** What is decided and delivered is shown; as lines of the log it would be on the board a second time. */
    private static void quieten() {
        for (String name : List.of(
                RoutingTopology.class.getPackageName(),
                NoticeBody.class.getPackageName(),
                DeliveryWorker.class.getName())) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.WARN);
        }
    }

    private List<Shipped> chosen() {
        List<Shipped> chosen = Arrays.stream(Shipped.values())
                .filter(shipped -> district == null || shipped.district().equals(district))
                .toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "unknown district '" + district + "'; shipped are " + String.join(", ", Shipped.names()));
        }
        if (!(speed >= 1 && speed <= 1_000_000)) {
            throw new ParameterException(
                    spec.commandLine(), "--speed is " + speed + "; expected a number from 1 to 1000000");
        }
        return chosen;
    }

    private Integer show(List<String> districts, Supplier<Programme> reading) throws InterruptedException {
        // Reads while the broker starts: who looks on waits half as long.
        CompletableFuture<Programme> read = CompletableFuture.supplyAsync(reading);
        try (Demo demo = Demo.start(districts)) {
            Programme programme = joined(read);
            Tally tally = new Tally(programme.days());
            running = demo;
            boolean played = !stopped
                    && (Terminal.isThere(System.getenv())
                            ? onBoard(demo, programme, tally)
                            : inLines(demo, programme, tally));
            if (played) {
                PrintWriter out = spec.commandLine().getOut();
                tally.accounts(programme.end()).forEach(account -> {
                    out.println();
                    Summary.of(account).forEach(out::println);
                });
            }
            return played ? 0 : 1;
        }
    }

    private static Programme joined(CompletableFuture<Programme> read) {
        try {
            return read.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DemoException said ? said : e;
        }
    }

    private boolean inLines(Demo demo, Programme programme, Tally tally) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Chronicle lines = new Chronicle(out, programme.days(), programme.begin());
        demo.prepare(programme, new Everyone(List.of(tally, lines)));
        boolean played = demo.play(speed, (district, now) -> {}, true);
        lines.complete(Duration.ofDays(2));
        return played;
    }

    private boolean onBoard(Demo demo, Programme programme, Tally tally) throws InterruptedException {
        Board board = new Board(programme.days(), programme.begin());
        demo.prepare(programme, new Everyone(List.of(tally, board)));
        Screen screen = Screen.open(terminal(), Terminal.of(System.getenv()), picture -> {
            List<Panel> panels = board.panels();
            return picture.lines(head(panels.get(0), programme), panels, board.foot());
        });
        try {
            return demo.play(speed, board::clock, false);
        } finally {
            screen.close();
        }
    }

    /** The time of day is the same in every district; only its date and zone differ. */
    private String head(Panel panel, Programme programme) {
        Instant begin = programme.begin().get(panel.day().district().id());
        Instant end = programme.end().get(panel.day().district().id());
        double part = (double) Duration.between(begin, panel.now()).toMillis()
                / Duration.between(begin, end).toMillis();
        int done = (int) Math.max(0, Math.min(BAR, Math.round(part * BAR)));
        String time = LocalTime.ofInstant(panel.now(), panel.day().zone())
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        return "POSTWATCH demo  " + time + "  [" + "=".repeat(done) + " ".repeat(BAR - done) + "]  "
                + "%.0fx, Ctrl-C ends it".formatted(speed);
    }

    /** At Ctrl-C: the command ends by itself, and the process only after it. */
    private void stop() {
        stopped = true;
        Demo demo = running;
        if (demo != null && done.getCount() > 0) {
            demo.stop();
        }
        try {
            done.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PrintWriter terminal() {
        PrintWriter out = spec.commandLine().getOut();
        return out instanceof TerminalWriter writer ? writer.terminal() : out;
    }
}
