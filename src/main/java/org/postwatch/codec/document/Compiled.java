package org.postwatch.codec.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postwatch.plan.Campus;
import org.postwatch.plan.District;
import org.postwatch.routing.Routing;

/** A district's documents as plans; campuses by id, in the order of the documents. */
public record Compiled(District district, Map<String, Campus> campuses, Routing routing) {
    public Compiled {
        campuses = Collections.unmodifiableMap(new LinkedHashMap<>(campuses));
    }
}
