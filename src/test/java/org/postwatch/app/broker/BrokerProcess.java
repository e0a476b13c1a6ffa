package org.postwatch.app.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A broker in a JVM of its own, to be killed. Says where it listens, or why it does not, then waits for its end. */
public record BrokerProcess(Process process, String firstLine) implements AutoCloseable {

    public static void main(String[] args) throws InterruptedException {
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0);
            System.out.println(broker.bootstrapServers());
        } catch (BrokerException e) {
            System.out.println(e.getMessage());
            return;
        }
        Thread.currentThread().join();
    }

    public static BrokerProcess start(Path directory) {
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BrokerProcess.class.getName(),
                            directory.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new BrokerProcess(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                            .readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops answering, with its connections open, until it is resumed. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
