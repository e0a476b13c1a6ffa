package org.postwatch.delivery;

import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.SecretResolver;

/** What an instance grants to the documents of its districts: the secrets that they name, and the addresses that they may use. */
public record DeliveryAccess(SecretResolver secrets, OutgoingPolicy outgoing) {
    /** No secret, public addresses only. */
    public static final DeliveryAccess NONE = new DeliveryAccess(SecretResolver.NONE, OutgoingPolicy.PUBLIC_ONLY);
}
