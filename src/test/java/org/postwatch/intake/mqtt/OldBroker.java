package org.postwatch.intake.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A broker of the time before MQTT 5: it refuses 5 as MQTT 3.1.1 says, and passes everything else to another broker. */
final class OldBroker implements AutoCloseable {
    private static final int LEVEL_AT = 8;
    private static final int OLD_LEVEL = 4;
    private static final byte[] UNACCEPTABLE_VERSION = {0x20, 2, 0, 1};

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int behind;

    OldBroker(int behind) throws IOException {
        this.behind = behind;
        start(this::accept);
    }

    String url() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "old-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            // Fixed header and "MQTT" fit in the first bytes: the remaining length of a CONNECT here takes two at most.
            byte[] start = client.getInputStream().readNBytes(LEVEL_AT + 2);
            int level = start[1] < 0 ? start[LEVEL_AT + 1] : start[LEVEL_AT];
            if (level > OLD_LEVEL) {
                client.getOutputStream().write(UNACCEPTABLE_VERSION);
                return;
            }
            broker.getOutputStream().write(start);
            start(() -> copy(broker, client));
            copy(client, broker);
        } catch (IOException e) {
            // Either side is gone.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // Either side is gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
