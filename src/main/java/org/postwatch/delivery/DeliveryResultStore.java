package org.postwatch.delivery;

import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.PendingDelivery;

/** Stores the results of deliveries. */
public interface DeliveryResultStore {
    void record(DeliveryResult delivery);

    /** An attempt failed, and another one follows. */
    void pending(PendingDelivery pending);

    /**
     * Nobody needs to know of this notice any more, or may: it goes where it is kept, and from the record after that.
     */
    void remove(String key, String ref);
}
