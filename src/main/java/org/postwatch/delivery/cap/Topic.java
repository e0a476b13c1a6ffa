package org.postwatch.delivery.cap;

import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Outlet;

/** The recipient's own topic, which keeps the last message of every incident. */
record Topic(String name, Outlet outlet) implements Destination {
    @Override
    public Answer put(Alert alert, byte[] xml) throws InterruptedException {
        return outlet.put(name, alert.incident(), xml);
    }
}
