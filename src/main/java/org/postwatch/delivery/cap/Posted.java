package org.postwatch.delivery.cap;

import java.util.List;
import java.util.Map;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.web.Endpoint;
import org.postwatch.delivery.web.Web;

/** Somebody who takes messages over HTTP. */
record Posted(Endpoint endpoint, Web web) implements Destination {
    @Override
    public Answer put(Alert alert, byte[] xml) throws InterruptedException {
        return web.post(endpoint, Map.of("Content-Type", "application/cap+xml"), xml, List.of());
    }
}
