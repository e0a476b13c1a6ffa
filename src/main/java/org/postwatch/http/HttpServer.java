package org.postwatch.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves routes at one address, over HTTP/1.1 and HTTP/2, until it is closed. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int THREADS_MAX = 16;
    private static final int THREADS_MIN = 4;
    private static final Duration TLS_RELOAD_INTERVAL = Duration.ofSeconds(2);
    /** Frames of a connection that cost the server more than the client, such as resets. Then the connection is closed. */
    private static final int HTTP2_EVENTS_PER_SECOND = 128;

    private final Server server;
    private final Optional<TlsReloader> tls;
    private final LimitedConnector connector;
    private final HttpAddress address;
    private final HttpLimits limits;
    private final RouteTable routes;
    private final BodyBudget budget;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean closing;

    private HttpServer(HttpAddress address, HttpLimits limits, List<HttpRoute> routes) {
        this.address = address;
        this.limits = limits;
        this.routes = new RouteTable(routes);
        this.budget = new BodyBudget(limits.bufferedBytes(), limits.bufferedBytesPerPeer());
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        threads.setName("http-" + address.name());
        threads.setDaemon(true);
        threads.setReservedThreads(1);
        server = new Server(threads);
        server.setErrorHandler(new ProblemErrorHandler());
        server.setHandler(new Dispatcher());
        server.setStopTimeout(0);
        tls = address.tls().map(TlsReloader::new);
        connector = tls.map(this::secureConnector).orElseGet(this::plainConnector);
        server.addConnector(connector);
    }

    /**
     * Starts a server.
     *
     * @throws HttpServerException if it cannot listen there, or its TLS files are invalid
     */
    public static HttpServer start(HttpAddress address, HttpLimits limits, List<HttpRoute> routes) {
        if (new InetSocketAddress(address.host(), address.port()).isUnresolved()) {
            throw new HttpServerException(
                    address.name() + ".host is '" + address.host() + "', which is no address of this machine", null);
        }
        HttpServer started = new HttpServer(address, limits, routes);
        try {
            started.server.start();
            started.tls.ifPresent(files -> started.every(TLS_RELOAD_INTERVAL, files::reload));
            return started;
        } catch (Exception e) {
            started.close(Duration.ZERO);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new HttpServerException(
                    "cannot listen for HTTP on " + address.host() + ":" + address.port() + " (" + cause.getMessage()
                            + "); is another instance running? Set another " + address.name()
                            + ".port (0 takes any free one)",
                    e);
        }
    }

    /** The port on which it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    private HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(limits.headerBytes());
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setHttpCompliance(HttpCompliance.STRICT);
        // Routes compare the path as it was sent, so an encoded '/' is a character of a parameter and nothing else.
        http.setUriCompliance(UriCompliance.from(EnumSet.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING)));
        http.setMaxUnconsumedRequestContentReads(4);
        return http;
    }

    private LimitedConnector plainConnector() {
        HttpConfiguration http = configuration();
        return new LimitedConnector(
                server,
                address,
                limits,
                new HttpConnectionFactory(http),
                limited(new HTTP2CServerConnectionFactory(http)));
    }

    private LimitedConnector secureConnector(TlsReloader reloader) {
        HttpConfiguration http = configuration();
        // The client checks whether the certificate is the one of the name that it asked for.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ALPNServerConnectionFactory negotiation = new ALPNServerConnectionFactory("h2", "http/1.1");
        negotiation.setDefaultProtocol("http/1.1");
        return new LimitedConnector(
                server,
                address,
                limits,
                new SslConnectionFactory(reloader.factory(), negotiation.getProtocol()),
                negotiation,
                limited(new HTTP2ServerConnectionFactory(http)),
                new HttpConnectionFactory(http));
    }

    private void every(Duration interval, Runnable task) {
        server.getScheduler()
                .schedule(
                        () -> {
                            // First, so that a failure of this time is not the end of all.
                            every(interval, task);
                            task.run();
                        },
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private ConnectionFactory limited(AbstractHTTP2ServerConnectionFactory http2) {
        http2.setMaxConcurrentStreams(limits.concurrentStreams());
        http2.setMaxHeaderBlockFragment(limits.headerBytes());
        http2.setRateControlFactory(new WindowRateControl.Factory(HTTP2_EVENTS_PER_SECOND));
        http2.setStreamIdleTimeout(limits.idleTime().toMillis());
        return http2;
    }

    /** Never blocks: each request goes on when its body, its handler and its client do. */
    private final class Dispatcher extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            // A client that does not read its response in time loses its connection.
            Scheduler.Task deadline = server.getScheduler()
                    .schedule(endPoint::close, limits.requestTime().toMillis(), TimeUnit.MILLISECONDS);
            running.incrementAndGet();
            connector.requestBegins(endPoint);
            Request.addCompletionListener(request, failure -> {
                deadline.cancel();
                connector.requestEnded(endPoint);
                running.decrementAndGet();
            });
            HttpExchange exchange = new HttpExchange(
                    request, response, callback, limits, address.proxies(), budget, server.getThreadPool());
            if (closing) {
                exchange.refuseToStart();
            } else {
                exchange.run(routes);
            }
            return true;
        }
    }

    /** Closes at once. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Accepts no more connections and requests, lets running requests finish, and closes all connections, at the latest after
     * the given time.
     */
    public void close(Duration finish) {
        closing = true;
        connector.close();
        long deadline = System.nanoTime() + finish.toNanos();
        try {
            while (running.get() > 0 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the HTTP server {} did not stop in order", address.name(), e);
        }
    }
}
