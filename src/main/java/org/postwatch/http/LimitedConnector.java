package org.postwatch.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Accepts connections within limits: how many there are, how many of one peer, and how long each may be open without a request
 * whose headers are complete, however many bytes it sends meanwhile.
 */
final class LimitedConnector extends ServerConnector {
    private static final Duration SWEEP_INTERVAL = Duration.ofMillis(500);

    private final HttpLimits limits;
    private final HttpAddress address;
    private final Map<EndPoint, OpenConnection> open = new ConcurrentHashMap<>();
    private final Map<Peer, Integer> openByPeer = new ConcurrentHashMap<>();

    /** An open connection: how many requests run on it, and since when none does. */
    private static final class OpenConnection {
        private final Peer peer;
        private final AtomicInteger running = new AtomicInteger();
        private volatile long idleSinceNanos = System.nanoTime();

        private OpenConnection(Peer peer) {
            this.peer = peer;
        }
    }

    LimitedConnector(Server server, HttpAddress address, HttpLimits limits, ConnectionFactory... protocols) {
        super(server, null, null, null, 1, 1, protocols);
        this.address = address;
        this.limits = limits;
        setHost(address.host());
        setPort(address.port());
        setIdleTimeout(limits.idleTime().toMillis());
        setAcceptQueueSize(128);
        setReuseAddress(true);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sweepLater();
    }

    @Override
    protected void onEndPointOpened(EndPoint endPoint) {
        super.onEndPointOpened(endPoint);
        if (!(endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote)) {
            // The peer has closed it already.
            endPoint.close();
            return;
        }
        InetAddress from = remote.getAddress();
        Peer peer = Peer.of(from);
        open.put(endPoint, new OpenConnection(peer));
        int ofPeer = openByPeer.merge(peer, 1, Integer::sum);
        boolean trusted = address.proxies().contains(from);
        if (open.size() > limits.connections()
                || !trusted && (ofPeer > limits.connectionsPerPeer() || !mayConnect(from))) {
            endPoint.close();
        }
    }

    /** Without TLS, credentials travel in clear text: behind a proxy nobody else connects over the network. */
    private boolean mayConnect(InetAddress from) {
        return address.tls().isPresent() || address.proxies().isEmpty() || from.isLoopbackAddress();
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        OpenConnection closed = open.remove(endPoint);
        if (closed != null) {
            openByPeer.computeIfPresent(closed.peer, (peer, count) -> count == 1 ? null : count - 1);
        }
        super.onEndPointClosed(endPoint);
    }

    /** A request begins on the connection of the given endpoint. */
    void requestBegins(EndPoint endPoint) {
        OpenConnection connection = open.get(networkEndPoint(endPoint));
        if (connection != null) {
            connection.running.incrementAndGet();
        }
    }

    /** A request has ended. */
    void requestEnded(EndPoint endPoint) {
        OpenConnection connection = open.get(networkEndPoint(endPoint));
        if (connection != null) {
            connection.idleSinceNanos = System.nanoTime();
            connection.running.decrementAndGet();
        }
    }

    private static EndPoint networkEndPoint(EndPoint endPoint) {
        EndPoint inner = endPoint;
        while (inner instanceof EndPoint.Wrapper wrapper) {
            inner = wrapper.unwrap();
        }
        return inner;
    }

    private void sweepLater() {
        getScheduler()
                .schedule(
                        () -> {
                            if (isRunning()) {
                                // First, so that a failure of this sweep is not the end of all.
                                sweepLater();
                                sweep();
                            }
                        },
                        SWEEP_INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        // Jetty's own idle timeout comes first, so that an HTTP/2 client that sends nothing gets a GOAWAY.
        long idleNanosMax = limits.idleTime().plus(SWEEP_INTERVAL).toNanos();
        open.forEach((endPoint, connection) -> {
            if (connection.running.get() == 0 && System.nanoTime() - connection.idleSinceNanos > idleNanosMax) {
                endPoint.close();
            }
        });
    }
}
