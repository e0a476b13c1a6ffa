package org.postwatch.app.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on loopback. Asked before the server is, because its own complaint comes late and as a process-ending fault. */
final class LoopbackPorts {
    static final String HOST = "127.0.0.1";

    private LoopbackPorts() {}

    /** The wanted port if it can be had, or any free one for 0. */
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
                "port " + port + " on " + HOST + " is taken or not allowed (" + cause.getMessage()
                        + "); stop what listens there, set broker.port to another one (0 takes any free one), or point"
                        + " kafka.bootstrap.servers at a broker that already runs",
                cause);
    }
}
