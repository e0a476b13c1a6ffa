package org.postwatch.delivery.mail;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import org.postwatch.network.HostResolver;

/** Connects to the address that its resolver gives for the host, whatever address the mail library has found for it. */
final class CheckedSocket extends Socket {
    private final HostResolver resolver;

    CheckedSocket(HostResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMs) throws IOException {
        if (!(endpoint instanceof InetSocketAddress wanted)) {
            throw new IOException("expected the address of a host");
        }
        super.connect(
                new InetSocketAddress(resolver.resolve(wanted.getHostString()).get(0), wanted.getPort()), timeoutMs);
    }
}
