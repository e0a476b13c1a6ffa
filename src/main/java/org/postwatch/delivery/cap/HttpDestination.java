package org.postwatch.delivery.cap;

import java.util.List;
import java.util.Map;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.web.HttpEndpoint;
import org.postwatch.delivery.web.HttpSender;

/** Somebody who takes messages over HTTP. */
record HttpDestination(HttpEndpoint endpoint, HttpSender http) implements CapDestination {
    @Override
    public AttemptResult put(CapAlert alert, byte[] xml) throws InterruptedException {
        return http.post(endpoint, Map.of("Content-Type", "application/cap+xml"), xml, List.of());
    }
}
