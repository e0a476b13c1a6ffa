package org.postwatch.documents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.Campus;
import org.postwatch.plan.District;

/**
 * A district's documents as plans.
 *
 * @param campuses by id, in the order of the documents
 * @param intake without sources if there is no {@code intake.yaml}
 */
public record CompiledDistrict(
        District district, Map<String, Campus> campuses, RoutingConfig routing, IntakeConfig intake) {
    public CompiledDistrict {
        campuses = Collections.unmodifiableMap(new LinkedHashMap<>(campuses));
    }
}
