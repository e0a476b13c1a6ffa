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
import org.postwatch.delivery.DeliveryExecutor;
import org.postwatch.network.HostResolver;

/** The HTTP client of deliveries: it connects to the addresses that a resolver gives it, and does nothing on its own. */
final class HttpClientFactory {
    /** Connections at one time: one a recipient that is being spoken to, and as many that wait for the next notice. */
    private static final int MAX_CONNECTIONS = 2 * DeliveryExecutor.MAX_THREADS;
    /** How long a connection lives, in seconds: after that the host is looked up and checked again. */
    private static final int MAX_CONNECTION_LIFE_S = 60;

    private static final int MAX_IDLE_MS_UNCHECKED = 200;

    private HttpClientFactory() {}

    /** @param resolver asked for the addresses of every host, those that are written out too */
    static CloseableHttpClient create(HostResolver resolver, Duration attemptMax) {
        Timeout patience = Timeout.of(attemptMax);
        ConnectionConfig connection = ConnectionConfig.custom()
                // So that a second address of the host has its turn.
                .setConnectTimeout(Timeout.of(attemptMax.dividedBy(2)))
                .setSocketTimeout(patience)
                .setTimeToLive(MAX_CONNECTION_LIFE_S, TimeUnit.SECONDS)
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(MAX_IDLE_MS_UNCHECKED))
                .build();
        RequestConfig request = RequestConfig.custom()
                .setConnectionRequestTimeout(patience)
                .setResponseTimeout(patience)
                .setProtocolUpgradeEnabled(false)
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedDnsResolver(resolver))
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls()))
                        .setDefaultConnectionConfig(connection)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
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

    private record CheckedDnsResolver(HostResolver hosts) implements DnsResolver {
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
