package org.postwatch.intake.mqtt;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.network.AddressDeniedException;
import org.postwatch.network.HostResolver;
import org.postwatch.network.PrivateNetworks;

/**
 * Where a broker is.
 *
 * @param host a name or an address; an IPv6 address without brackets
 */
record BrokerAddress(boolean usesTls, String host, int port) {
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    /**
     * Reads {@code mqtts://HOST:PORT} or {@code mqtt://HOST:PORT}; the port may be left out.
     *
     * @throws ConnectionProblemException when it is another text
     */
    static BrokerAddress parse(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean usesTls = scheme.equals("mqtts");
            boolean isBare = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
            if (isBare && (usesTls || scheme.equals("mqtt"))) {
                int port = uri.getPort() >= 0 ? uri.getPort() : usesTls ? TLS_PORT : PLAIN_PORT;
                return new BrokerAddress(usesTls, uri.getHost().replaceAll("^\\[|]$", ""), port);
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new ConnectionProblemException("the broker's address is not valid; expected mqtts://HOST:PORT");
    }

    /**
     * The address to connect to, with the name of the host for TLS.
     *
     * @param resolver gives only addresses that may be called
     * @throws ConnectionProblemException when there is none
     */
    InetSocketAddress resolve(HostResolver resolver) {
        try {
            InetAddress address = resolver.resolve(host).get(0);
            if (!usesTls && !PrivateNetworks.contains(address)) {
                throw new ConnectionProblemException(
                        "mqtt:// is not encrypted and only allowed to private addresses, and "
                                + address.getHostAddress() + " is none; expected mqtts://");
            }
            return new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port);
        } catch (AddressDeniedException e) {
            throw new ConnectionProblemException(e.getMessage());
        } catch (UnknownHostException e) {
            throw new ConnectionProblemException("the host " + host + " is unknown");
        }
    }

    @Override
    public String toString() {
        return (usesTls ? "mqtts://" : "mqtt://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
