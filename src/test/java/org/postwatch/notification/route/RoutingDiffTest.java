package org.postwatch.notification.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.plan.LocalDateTimeRange;

/** What people read before they apply a routing. */
class RoutingDiffTest {
    private final RoutingConfig before =
            routing().ownRecipient("board", "log").root(route("board")).build();

    @Test
    void a_conduct_feed_is_named_with_its_campuses() {
        RoutingConfig every = withConductFeed(Set.of());
        assertThat(RoutingDiff.describe(Optional.of(before), every))
                .containsExactly("mesa: conduct feed cameras changed (of A, B -> of every campus)");
        assertThat(RoutingDiff.describe(Optional.of(every), withConductFeed(Set.of("D", "C"))))
                .containsExactly("mesa: conduct feed cameras changed (of every campus -> of C, D)");
    }

    @Test
    void a_recipient_that_is_removed_is_named_with_its_agency() {
        RoutingConfig without =
                routing().ownRecipient("desk", "log").root(route("desk")).build();
        List<String> lines = RoutingDiff.describe(Optional.of(before), without);
        assertThat(lines).anyMatch(line -> line.startsWith("mesa: recipient board removed (log of "));
        assertThat(lines).contains("mesa: route routes changed (to board -> to desk)");
    }

    private RoutingConfig withConductFeed(Set<String> campuses) {
        return new RoutingConfig(
                before.district(),
                before.name(),
                before.zone(),
                before.severities(),
                before.campuses(),
                new TreeMap<>(Map.of("cameras", new RoutingConfig.ConductFeed(campuses, LocalDateTimeRange.ALWAYS))),
                before.agencies(),
                before.recipients(),
                before.root(),
                before.policy(),
                before.settings());
    }
}
