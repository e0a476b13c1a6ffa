package org.postwatch.app.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Checks loopback ports before the server starts, because the server reports them late and ends the process. */
final class LoopbackPorts {
    static final String HOST = "127.0.0.1";

    private LoopbackPorts() {}

    /** Returns the requested port if it is free, or any free one for 0. */
    static int findFree(int wanted) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the server will do: a port that only lingers from a former connection is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw portInUse(wanted, e);
        }
    }

    static BrokerException portInUse(int port, Throwable cause) {
        return new BrokerException(
                "port " + port + " on " + HOST + " is in use or not allowed (" + cause.getMessage()
                        + "); stop the other process, set another broker.port (0 takes any free one), or set"
                        + " kafka.bootstrap.servers to a running broker",
                cause);
    }
}
