package org.postwatch.delivery;

import org.postwatch.routing.Delivery;

/** Where it is written down what became of notices. */
public interface Register {
    void became(Delivery delivery);

    /** Nobody needs to know of this notice any more, or may: it goes where it is kept, and from the record after that. */
    void forgotten(String key, String ref);
}
