package org.postwatch.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that is there to be killed. It ends with this one, however this one ends. */
final class ChildProcess {
    private static final List<String> JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Djava.awt.headless=true");

    /** As the JVM ends on signal 15, when its shutdown hooks are through. */
    private static final int TERMINATED = 128 + 15;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    ChildProcess(
            String name,
            Path directory,
            int heapMb,
            Class<?> main,
            List<String> args,
            Map<String, String> environment) {
        this.name = name;
        this.environment = environment;
        this.log = directory.resolve(name + ".log");
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Xmx" + heapMb + "m");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(args);
    }

    String name() {
        return name;
    }

    void start() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .redirectError(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " cannot be killed");
        }
    }

    /** As {@code kill} does; returns when it has ended as it means to. */
    void stop() throws InterruptedException {
        // Process.destroy would close its input as well, and with that the tether.
        process.toHandle().destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " does not stop within 20 s");
        }
        if (process.exitValue() != TERMINATED) {
            throw new AssertionError(name + " was asked to stop and ended with " + process.exitValue());
        }
    }

    /** Stops it in mid-step and lets it go on after so long, even if nobody is there any more who wants it to. */
    void pause(Duration duration) {
        String script =
                "kill -STOP " + process.pid() + " && sleep " + duration.toSeconds() + "; kill -CONT " + process.pid();
        try {
            new ProcessBuilder("sh", "-c", script)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
