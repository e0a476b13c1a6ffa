package org.postwatch.delivery.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.postwatch.delivery.Couriers;
import org.postwatch.network.HostResolver;

/** The HTTP client of deliveries: it connects to the addresses that a resolver gives it, and does nothing on its own. */
final class WebClient {
    /** Connections at one time: one a recipient that is being spoken to, and as many that wait for the next notice. */
    private static final int CONNECTIONS_MAX = 2 * Couriers.THREADS_MAX;
    /** How long a connection lives, in seconds: after that the host is looked up and checked again. */
    private static final int CONNECTION_LIFE_S = 60;

    private static final int IDLE_MS_UNTIL_CHECKED = 200;

    private WebClient() {}

    /** @param resolver asked for the addresses of every host, those that are written out too */
    static CloseableHttpClient open(HostResolver resolver, Duration attemptMax) {
        Timeout patience = Timeout.of(attemptMax);
        ConnectionConfig connection = ConnectionConfig.custom()
                // So that a second address of the host has its turn.
                .setConnectTimeout(Timeout.of(attemptMax.dividedBy(2)))
                .setSocketTimeout(patience)
                .setTimeToLive(CONNECTION_LIFE_S, TimeUnit.SECONDS)
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(IDLE_MS_UNTIL_CHECKED))
                .build();
        RequestConfig request = RequestConfig.custom()
                .setConnectionRequestTimeout(patience)
                .setResponseTimeout(patience)
                .setProtocolUpgradeEnabled(false)
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Resolver(resolver))
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls()))
                        .setDefaultConnectionConfig(connection)
                        .setMaxConnTotal(CONNECTIONS_MAX)
                        .setMaxConnPerRoute(CONNECTIONS_MAX)
                        .build())
                .setDefaultRequestConfig(request)
                .setUserAgent("Postwatch")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private record Resolver(HostResolver hosts) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return hosts.resolve(host).toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
