package org.postwatch.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postwatch.http.HttpAddress;
import org.postwatch.http.TlsFiles;
import org.postwatch.http.TrustedProxies;
import org.postwatch.network.AddressRange;

/** The keys below {@code management} and {@code front} of a configuration. */
final class HttpConfigReader {
    private static final int FRONT_PORT = 8081;

    private HttpConfigReader() {}

    static Configuration.ManagementOptions management(ConfigurationFile file) {
        Configuration.ManagementOptions defaults = Configuration.ManagementOptions.DEFAULT;
        return new Configuration.ManagementOptions(
                file.flag("management.enabled", defaults.isEnabled()),
                file.text("management.host").orElse(defaults.host()),
                file.number("management.port", defaults.port(), 0, 65535),
                file.number("health.max-clock-lag-seconds", defaults.maxClockLagSeconds(), 1, 3_600));
    }

    static HttpAddress front(ConfigurationFile file) {
        String host = file.text("front.host").orElse("127.0.0.1");
        int port = file.number("front.port", FRONT_PORT, 0, 65535);
        Optional<Path> certificate = path(file, "front.tls.certificate");
        Optional<Path> key = path(file, "front.tls.key");
        Optional<Path> clientCa = path(file, "front.tls.client-ca");
        List<String> behind = file.list(
                "front.behind",
                text -> AddressRange.of(text).isPresent(),
                "an address such as 10.0.0.7, or a range such as 10.0.0.0/24");
        if (certificate.isPresent() != key.isPresent()) {
            file.addError(
                    certificate.isPresent() ? "front.tls.certificate" : "front.tls.key",
                    "give both front.tls.certificate and front.tls.key, or neither");
        }
        if (clientCa.isPresent() && certificate.isEmpty()) {
            file.addError("front.tls.client-ca", "front.tls.client-ca needs front.tls.certificate and front.tls.key");
        }
        if (!HttpAddress.isLoopback(host) && certificate.isEmpty() && behind.isEmpty()) {
            file.addError(
                    "front.host",
                    "'front.host' is '" + host + "', which other machines can reach, and credentials would travel in"
                            + " clear text; give front.tls.certificate and front.tls.key, or list the addresses of your"
                            + " TLS proxies in front.behind, or use 127.0.0.1");
        }
        return new HttpAddress(
                "front",
                host,
                port,
                certificate.flatMap(chain -> key.map(secret -> new TlsFiles(chain, secret, clientCa))),
                TrustedProxies.of(behind).orElse(TrustedProxies.NONE));
    }

    private static Optional<Path> path(ConfigurationFile file, String key) {
        return file.text(key).map(text -> Path.of(text).toAbsolutePath().normalize());
    }
}
