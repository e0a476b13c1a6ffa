package org.postwatch.network;

import java.net.UnknownHostException;

/** A host that this instance may not call. The message names the address and what to configure, never a URL. */
public final class AddressDeniedException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    AddressDeniedException(String message) {
        super(message);
    }
}
