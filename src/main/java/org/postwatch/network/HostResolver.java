package org.postwatch.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host: the name server, or a test's script. */
public interface HostResolver {
    /** The one of this machine. */
    HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** @return at least one */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** Resolves to allowed addresses only; fails with {@link AddressDeniedException} if there is none. */
    default HostResolver restrictedBy(OutgoingPolicy policy) {
        return host -> policy.requireAllowed(host, resolve(host));
    }
}
