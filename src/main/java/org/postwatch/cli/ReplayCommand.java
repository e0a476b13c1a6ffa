package org.postwatch.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.postwatch.app.config.FileProblem;
import org.postwatch.board.Terminal;
import org.postwatch.replay.EventRecording;
import org.postwatch.replay.Replay;
import org.postwatch.replay.ReplayPlans;
import org.postwatch.replay.ReplayResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        description = {
            "Replay recorded events through the real pipeline, on a temporary broker.",
            "",
            "The order of the lines is the order of arrival. The arrival time of a line is its 'recordedtime' or,"
                    + " without one, its 'time'. Lines are not sorted, but lines of different topics are merged by"
                    + " arrival time, as on a broker. Facts (coverage, intervals, incidents of fact kinds) are the"
                    + " same for the same set of lines in any order, with duplicates, on any number of instances.",
            "",
            "The notices and disclosure decisions are then computed from the results, the commands and the conduct"
                    + " events. Nobody is notified.",
            "",
            "Example: postwatch replay --plans config/districts/roaring-fork --events"
                    + " config/scenarios/roaring-fork/events.ndjson --out /tmp/out",
            ""
        })
final class ReplayCommand extends AbstractConfiguredCommand {
    private static final int MAX_INSTANCES = 8;

    @Option(
            names = "--plans",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description = "The folders of the districts.")
    private List<Path> plans;

    @Option(
            names = "--events",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Recorded events: NDJSON of CloudEvents of any type.")
    private List<Path> events;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "Where the clock stops, such as 2026-09-14T21:30:00Z. Lines that arrive later are ignored.")
    private Instant until;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "1",
            description = "The number of instances that share the work, 1 to 8 (default: ${DEFAULT-VALUE}).")
    private int instances;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder for coverage, intervals, incidents, transitions, notices, disclosures and"
                    + " dead-letters (.ndjson).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        if (instances < 1 || instances > MAX_INSTANCES) {
            throw usageError("--instances is " + instances + "; expected 1 to " + MAX_INSTANCES);
        }
        for (Path path : plans) {
            if (!Files.isDirectory(path)) {
                throw usageError("--plans: no folder " + path);
            }
        }
        for (Path file : events) {
            if (!Files.isRegularFile(file)) {
                throw usageError("--events: no such file " + file + "; expected NDJSON of CloudEvents");
            }
        }
        return InterruptOnShutdown.run(err(), this::runReplay);
    }

    private Integer runReplay() throws InterruptedException {
        try {
            ReplayPlans read = ReplayPlans.read(plans, readConfiguration().agencyClasses());
            EventRecording recording = EventRecording.read(events, Optional.ofNullable(until));
            ReplayResult outcome = replay(read, recording);
            outcome.write(out);
            err().printf(
                            "postwatch: %d lines from %s to %s: %d campuses, %d post-days, %d incidents, %d transitions,"
                                    + " %d notices, %d dead letters, in %s%n",
                            recording.lines().size(),
                            recording.first(),
                            until == null ? recording.last() : until,
                            outcome.coverage().size(),
                            outcome.intervals().size(),
                            outcome.incidents().size(),
                            outcome.transitions().size(),
                            outcome.notices().size(),
                            outcome.deadLetters().size(),
                            out);
            return 0;
        } catch (ReplayPlans.InvalidDocumentsException e) {
            e.diagnostics().forEach(err()::println);
            throw new CommandFailedException("replay failed: " + e.getMessage());
        } catch (FileSystemException e) {
            throw new CommandFailedException("replay: cannot use " + e.getFile() + ": " + FileProblem.of(e));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new CommandFailedException("replay: " + e.getMessage());
        }
    }

    private ReplayResult replay(ReplayPlans read, EventRecording recording) throws IOException, InterruptedException {
        DecisionLogLevel.hideDecisions();
        Path directory = Files.createTempDirectory("postwatch-replay");
        if (!Terminal.isOnStderr(System.getenv())) {
            err().printf("postwatch: replaying %d lines%n", recording.lines().size());
            return replay(directory, read, recording, (step, done, all) -> {});
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("replay")
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(recording.lines().size())
                .setUpdateIntervalMillis(250)
                .build()) {
            return replay(directory, read, recording, (step, done, all) -> {
                bar.setExtraMessage(step);
                bar.maxHint(all);
                bar.stepTo(done);
            });
        }
    }

    private ReplayResult replay(
            Path directory, ReplayPlans read, EventRecording recording, Replay.ProgressListener progress)
            throws InterruptedException {
        try (Replay replay = Replay.start(directory, instances, progress)) {
            replay.runCoverage(read, recording, Optional.ofNullable(until), 1);
            replay.runNotification();
            return replay.result();
        }
    }
}
