package org.postwatch.app.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads the first request and resets the connection; takes all that come after. */
final class ConnectionResettingServer implements AutoCloseable {
    private static final String LENGTH = "content-length: ";
    private static final String ID = "webhook-id: ";

    private final ServerSocket socket;
    private final List<String> requestIds = new CopyOnWriteArrayList<>();

    ConnectionResettingServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "cut-off");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    /** Of every request, those that were cut off too. */
    List<String> requestIds() {
        return requestIds;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                read(new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1)));
                if (requestIds.size() == 1) {
                    // What is closed so is reset.
                    caller.setSoLinger(true, 0);
                } else {
                    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                    caller.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                // It was hung up on, or is over.
            }
        }
    }

    private void read(BufferedReader request) throws IOException {
        int length = 0;
        String id = "";
        for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            String header = line.toLowerCase(Locale.ROOT);
            length = header.startsWith(LENGTH) ? Integer.parseInt(header.substring(LENGTH.length())) : length;
            id = header.startsWith(ID) ? line.substring(ID.length()) : id;
        }
        for (int i = 0; i < length; i++) {
            request.read();
        }
        requestIds.add(id);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
