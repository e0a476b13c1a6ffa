package org.postwatch.delivery.mail;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An SMTP server that says what it was configured to say to a line that begins so, and writes down what it hears. */
final class ScriptedSmtpServer implements Closeable {
    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final Optional<SSLContext> startTls;
    /** Every line, those in the clear with {@code clear:} before them. */
    final List<String> receivedLines = new CopyOnWriteArrayList<>();

    ScriptedSmtpServer(Optional<SSLContext> startTls) throws IOException {
        this.startTls = startTls;
        Thread thread = new Thread(this::accept, "smtp");
        thread.setDaemon(true);
        thread.start();
    }

    /** For a reply: a line twice a second that says that there is more to come. */
    static final String DRIP = "drip";

    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param reply or {@link #DRIP} */
    ScriptedSmtpServer replyTo(String line, String reply) {
        replies.put(line, reply);
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    long mails() {
        return receivedLines.stream().filter(line -> line.endsWith(":.")).count();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                handle(client, "clear:");
            } catch (IOException e) {
                receivedLines.add("broken:" + e.getMessage());
            }
        }
    }

    private void handle(Socket client, String prefix) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        if (prefix.equals("clear:")) {
            reply(client, replies.getOrDefault("greeting", "220 here"));
        }
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            receivedLines.add(prefix + line);
            if (data && !line.equals(".")) {
                continue;
            }
            data = line.startsWith("DATA") && !replies.containsKey("DATA");
            if (line.startsWith("STARTTLS") && startTls.isPresent()) {
                reply(client, "220 go ahead");
                SSLSocket tls = (SSLSocket)
                        startTls.get().getSocketFactory().createSocket(client, null, client.getPort(), true);
                tls.setUseClientMode(false);
                handle(tls, "tls:");
                return;
            }
            reply(client, answer(line, prefix.equals("clear:")));
        }
    }

    private String answer(String line, boolean clear) {
        Optional<String> told = replies.entrySet().stream()
                .filter(entry -> line.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (told.isPresent()) {
            return told.get();
        }
        if (line.startsWith("EHLO")) {
            return startTls.isPresent() && clear ? "250-here\r\n250 STARTTLS" : "250-here\r\n250 AUTH PLAIN";
        }
        return line.startsWith("DATA") ? "354 go on" : line.startsWith("AUTH") ? "235 fine" : "250 fine";
    }

    private void reply(Socket client, String reply) throws IOException {
        boolean drips = reply.equals(DRIP);
        do {
            client.getOutputStream().write(((drips ? "250-more" : reply) + "\r\n").getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
        } while (drips && isOpenAfterAWhile());
    }

    private boolean isOpenAfterAWhile() {
        try {
            return !closed.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }
}
