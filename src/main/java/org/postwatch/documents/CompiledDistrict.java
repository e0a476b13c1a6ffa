package org.postwatch.documents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.Campus;
import org.postwatch.plan.District;

/** A district's documents as plans; campuses by id, in the order of the documents. */
public record CompiledDistrict(District district, Map<String, Campus> campuses, RoutingConfig routing) {
    public CompiledDistrict {
        campuses = Collections.unmodifiableMap(new LinkedHashMap<>(campuses));
    }
}
