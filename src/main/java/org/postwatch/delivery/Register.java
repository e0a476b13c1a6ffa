package org.postwatch.delivery;

import org.postwatch.routing.Delivery;

/** Where it is written down what became of notices. */
public interface Register {
    void became(Delivery delivery);

    /** Nothing needs to be known of this key any more. */
    void forgotten(String key);
}
