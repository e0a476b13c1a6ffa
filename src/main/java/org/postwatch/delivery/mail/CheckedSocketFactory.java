package org.postwatch.delivery.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.postwatch.network.HostResolver;

/**
 * Sockets that connect to checked addresses only. The mail library asks for a socket, connects it, and where TLS is wanted has
 * it wrapped: so TLS still verifies the name of the host. It ignores factories of TLS sockets for this, so this is none.
 */
final class CheckedSocketFactory extends SocketFactory {
    private final HostResolver resolver;

    /** @param resolver gives no address that may not be called */
    CheckedSocketFactory(HostResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public Socket createSocket() {
        return new CheckedSocket(resolver);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unexpected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw unexpected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unexpected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw unexpected();
    }

    private static IOException unexpected() {
        return new IOException("expected a socket that is not connected yet");
    }
}
