package org.postwatch.intake.http;

import java.util.List;
import java.util.Set;
import org.postwatch.http.HttpRoute;

/** The resources of intake, which {@link OpenApiDocument} describes. */
public final class IntakeRoutes {
    private IntakeRoutes() {}

    /** The routes of the handlers, and that of the description. */
    public static List<HttpRoute> of(HooksHandler hooks, EventsHandler events, FeedsHandler feeds) {
        return List.of(
                new HttpRoute(
                        Set.of("GET", "POST", "PUT"),
                        "/v1/hooks/{district}/{name}",
                        HooksHandler.MAX_BODY_BYTES,
                        hooks),
                new HttpRoute(Set.of("POST", "OPTIONS"), "/v1/events", HttpRoute.BATCH_BYTES, events),
                HttpRoute.get("/v1/feeds/{source*}", feeds),
                HttpRoute.get("/v1/openapi.yaml", new OpenApiDocument()));
    }
}
