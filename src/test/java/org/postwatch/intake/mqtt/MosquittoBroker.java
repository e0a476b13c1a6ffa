package org.postwatch.intake.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.InstalledTool;

/** Debian's mosquitto as a process of the test's own, on loopback. */
public final class MosquittoBroker {
    private static final String BINARY = "/usr/sbin/mosquitto";

    private final Path directory;
    private final int port;
    private final List<String> settings;
    private Process process;

    private MosquittoBroker(Path directory, int port, List<String> settings) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
    }

    static void require() {
        InstalledTool.require(BINARY, "mosquitto");
    }

    /** @param settings further lines of its configuration */
    public static MosquittoBroker start(Path directory, String... settings) throws IOException {
        require();
        MosquittoBroker broker = new MosquittoBroker(directory, freePort(), List.of(settings));
        broker.start();
        return broker;
    }

    /** Starts it again, at the same port and with what it had saved. */
    public void start() throws IOException {
        Path config = Files.writeString(
                directory.resolve("mosquitto.conf"),
                Stream.concat(
                                Stream.of(
                                        "listener " + port + " 127.0.0.1",
                                        "persistence true",
                                        "persistence_location " + directory + "/",
                                        "user root"),
                                settings.stream())
                        .collect(Collectors.joining("\n", "", "\n")));
        process = new ProcessBuilder(BINARY, "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("mosquitto.out").toFile()))
                .start();
        MqttSourceFixture.await("mosquitto listens", this::isListening);
    }

    private boolean isListening() {
        assertThat(process.isAlive()).as(() -> "mosquitto runs: " + output()).isTrue();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    String output() {
        try {
            return Files.readString(directory.resolve("mosquitto.out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    /** Ends it; it saves its sessions. */
    public void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Ends it without a chance to save anything. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
