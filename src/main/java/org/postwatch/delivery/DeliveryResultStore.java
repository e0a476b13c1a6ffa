package org.postwatch.delivery;

import org.postwatch.notification.model.DeliveryResult;

/** Where it is written down what became of notices. */
public interface DeliveryResultStore {
    void record(DeliveryResult delivery);

    /** Nobody needs to know of this notice any more, or may: it goes where it is kept, and from the record after that. */
    void remove(String key, String ref);
}
