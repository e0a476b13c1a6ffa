package org.postwatch.delivery;

import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.SecretResolver;

/** What an instance lends to the documents of its districts: secrets that they name, and ways out that they may take. */
public record DeliveryAccess(SecretResolver secrets, OutgoingPolicy outgoing) {
    /** No secret, public addresses only. */
    public static final DeliveryAccess NONE = new DeliveryAccess(SecretResolver.NONE, OutgoingPolicy.PUBLIC);
}
