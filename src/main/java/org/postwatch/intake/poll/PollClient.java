package org.postwatch.intake.poll;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.connection.PemAuthorities;
import org.postwatch.network.AddressDeniedException;
import org.postwatch.network.HostResolver;
import org.postwatch.network.PrivateNetworks;
import org.postwatch.secrets.SecretResolver;

/**
 * The HTTP client of one source: one request at a time to one host. It connects to checked addresses only, answers a digest or, over
 * TLS, a basic challenge, follows no redirect and knows no proxy. Not safe for threads, except for {@link #cancel}.
 */
public final class PollClient implements AutoCloseable {
    /** Bytes of an answer of a vendor. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final String JSON = "application/json";

    private static final Duration MAX_CONNECT = Duration.ofSeconds(5);
    /** How long a connection lives: after that the host is looked up and checked again. */
    private static final long MAX_CONNECTION_LIFE_S = 60;

    /** A basic login is the password itself: only over TLS. */
    private static final List<String> SCHEMES_IN_THE_CLEAR = List.of(StandardAuthScheme.DIGEST);

    private static final List<String> SCHEMES = List.of(StandardAuthScheme.DIGEST, StandardAuthScheme.BASIC);
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /**
     * An answer with status 200 or 304.
     *
     * @param body empty for 304
     */
    public record PollResponse(boolean isModified, Optional<String> etag, byte[] body) {}

    /** How Postwatch proves who it is. Its text form has no secret. */
    record PollLogin(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    private final PollAddress address;
    private final String accept;
    private final int maxBytes;
    private final Optional<String> bearer;
    private final ScheduledExecutorService timer;
    private final CloseableHttpClient client;
    private volatile HttpGet current;

    /**
     * Reads the secrets of the source each time: they may have changed.
     *
     * @throws ConnectionProblemException if the address or the certificate authorities are not valid
     * @throws org.postwatch.secrets.MissingSecretException if this instance lacks a secret
     */
    static PollClient open(
            IntakeSource source,
            PollTransport transport,
            SecretResolver secrets,
            HostResolver resolver,
            ScheduledExecutorService timer) {
        UnaryOperator<String> secret = name -> secrets.resolve(source.district(), name);
        return new PollClient(
                PollAddress.parse(transport.address()),
                JSON,
                MAX_BYTES,
                resolver,
                transport.caSecret().map(ca -> PemAuthorities.trust(secret.apply(ca), "the secret '" + ca + "'")),
                transport
                        .user()
                        .map(user -> new PollLogin(
                                user, transport.passwordSecret().map(secret).orElse(""))),
                source.secretNames().stream().findFirst().map(secret),
                timer);
    }

    /**
     * A client without credentials of a document.
     *
     * @param accept the kinds of documents that are expected, as in {@code Accept}
     * @param maxBytes of the document
     * @param resolver gives only addresses that may be called
     * @throws ConnectionProblemException if the address is not valid
     */
    public static PollClient open(
            String address, String accept, int maxBytes, HostResolver resolver, ScheduledExecutorService timer) {
        return new PollClient(
                PollAddress.parse(address),
                accept,
                maxBytes,
                resolver,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                timer);
    }

    /**
     * @param resolver gives only addresses that may be called
     * @param trust whom to trust instead of the authorities of the JVM
     * @param bearer the token of {@code Authorization: Bearer}
     */
    private PollClient(
            PollAddress address,
            String accept,
            int maxBytes,
            HostResolver resolver,
            Optional<TrustManagerFactory> trust,
            Optional<PollLogin> login,
            Optional<String> bearer,
            ScheduledExecutorService timer) {
        this.address = address;
        this.accept = accept;
        this.maxBytes = maxBytes;
        this.bearer = bearer;
        this.timer = timer;
        this.client = client(address, resolver, trust, login);
    }

    private static CloseableHttpClient client(
            PollAddress address,
            HostResolver resolver,
            Optional<TrustManagerFactory> trust,
            Optional<PollLogin> login) {
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        login.ifPresent(known -> credentials.setCredentials(
                new AuthScope(new HttpHost(address.scheme(), address.host(), address.port())),
                new UsernamePasswordCredentials(known.user(), known.password().toCharArray())));
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedAddresses(resolver, address.usesTls()))
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls(trust)))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(MAX_CONNECT))
                                .setTimeToLive(MAX_CONNECTION_LIFE_S, TimeUnit.SECONDS)
                                .build())
                        .setMaxConnTotal(1)
                        .setMaxConnPerRoute(1)
                        .build())
                .setDefaultCredentialsProvider(credentials)
                .setUserAgent("Postwatch")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static SSLContext tls(Optional<TrustManagerFactory> trust) {
        try {
            if (trust.isEmpty()) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.get().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /**
     * Sends a GET, and waits for the whole answer.
     *
     * @param path added to the address; empty for the address itself
     * @param etag that of the answer which is already known
     * @param patience for the whole answer
     * @throws ConnectionProblemException when there is none, or it has another status; the message has no secret
     */
    public PollResponse get(String path, Optional<String> etag, Duration patience) {
        HttpGet request = new HttpGet(address.resolve(path));
        request.setConfig(RequestConfig.custom()
                .setTargetPreferredAuthSchemes(address.usesTls() ? SCHEMES : SCHEMES_IN_THE_CLEAR)
                .setProtocolUpgradeEnabled(false)
                .setConnectionRequestTimeout(Timeout.of(patience))
                .setResponseTimeout(Timeout.of(patience))
                .build());
        request.setHeader("Accept", accept);
        etag.ifPresent(known -> request.setHeader("If-None-Match", known));
        bearer.ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
        current = request;
        Optional<Future<?>> deadline = cancelAfter(request, patience);
        try {
            return exchange(request);
        } catch (IOException e) {
            throw new ConnectionProblemException(describe(e, request, patience));
        } finally {
            deadline.ifPresent(timed -> timed.cancel(false));
            current = null;
        }
    }

    private Optional<Future<?>> cancelAfter(HttpGet request, Duration patience) {
        try {
            return Optional.of(timer.schedule(request::cancel, patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            // The instance stops.
            return Optional.empty();
        }
    }

    private PollResponse exchange(HttpGet request) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        boolean isComplete = false;
        try {
            int status = response.getCode();
            if (status != OK && status != NOT_MODIFIED) {
                throw new ConnectionProblemException(describeStatus(status, address.usesTls()));
            }
            byte[] body = status == OK ? body(response.getEntity()) : new byte[0];
            if (body.length > maxBytes) {
                throw new ConnectionProblemException("the answer has more than " + maxBytes + " bytes");
            }
            isComplete = true;
            return new PollResponse(
                    status == OK,
                    Optional.ofNullable(response.getFirstHeader("ETag")).map(Header::getValue),
                    body);
        } finally {
            if (!isComplete) {
                // A mere close would read the rest.
                request.cancel();
            }
            Closer.closeQuietly(response);
        }
    }

    /** One byte too many shows that there is more. */
    private byte[] body(HttpEntity entity) throws IOException {
        return entity == null ? new byte[0] : entity.getContent().readNBytes(maxBytes + 1);
    }

    private static String describeStatus(int status, boolean usesTls) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return "it refused the login (" + status + ")"
                    + (usesTls ? "" : "; over http:// a digest login is possible, a basic one is not");
        }
        return "it answered " + status + "; " + (status / 100 == 3 ? "redirects are not followed" : "expected 200");
    }

    private static String describe(IOException e, HttpGet request, Duration patience) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AddressDeniedException) {
                return cause.getMessage();
            }
            if (cause instanceof UnknownHostException) {
                return "the host is unknown";
            }
            if (cause instanceof SSLException) {
                return "TLS failed: " + printable(String.valueOf(cause.getMessage()));
            }
        }
        if (request.isCancelled() || e instanceof InterruptedIOException) {
            return "no answer within " + patience.toSeconds() + " s";
        }
        return e instanceof ConnectException || e instanceof NoRouteToHostException
                ? "cannot connect"
                : "the connection broke";
    }

    private static String printable(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    /** Ends the request that is under way, if there is one. Does not block. */
    public void cancel() {
        HttpGet request = current;
        if (request != null) {
            request.cancel();
        }
    }

    @Override
    public void close() {
        Closer.closeQuietly(client);
    }

    /** Allows an unencrypted connection to private addresses only. */
    private record CheckedAddresses(HostResolver hosts, boolean usesTls) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> found = hosts.resolve(host);
            List<InetAddress> usable = usesTls
                    ? found
                    : found.stream().filter(PrivateNetworks::contains).toList();
            if (usable.isEmpty()) {
                throw new ConnectionProblemException(
                        "http:// is not encrypted and only allowed to private addresses, and "
                                + found.get(0).getHostAddress() + " is none; expected https://");
            }
            return usable.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
