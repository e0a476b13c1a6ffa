package org.postwatch.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** The names in the routing of a district. */
final class RoutingNames {
    private RoutingNames() {}

    /** A recipient under its id. */
    record RecipientFields(
            String agency, String agencyClass, RecipientAddress address, boolean watchdog, Duration giveUpAfter) {}

    /** What the documents deny. What earlier documents denied is retained in state, not in the plan. */
    record PolicyFields(
            List<DisclosurePolicy.DisclosureRule> rules, Set<String> deniedClasses, Set<String> deniedDomains) {}

    static JsonNames addTo(JsonNames names) {
        return routes(recipients(policy(names)))
                .topicRecords(RoutingConfig.class)
                .components(
                        RoutingConfig.class,
                        "district name zone severities? campuses conductFeeds agencies recipients root policy "
                                + "settings")
                .components(RoutingConfig.ConductFeed.class, "campuses? * keys?");
    }

    private static JsonNames recipients(JsonNames names) {
        return names.form(
                        RoutingConfig.class,
                        "recipients",
                        new TypeReference<SortedMap<String, RecipientFields>>() {},
                        (SortedMap<String, Recipient> all) -> mapped(
                                all,
                                (id, one) -> new RecipientFields(
                                        one.agency(),
                                        one.agencyClass(),
                                        one.address(),
                                        one.receivesWatchdog(),
                                        one.giveUpAfter())),
                        all -> mapped(
                                all,
                                (id, one) -> new Recipient(
                                        id,
                                        one.agency(),
                                        one.agencyClass(),
                                        one.address(),
                                        one.watchdog(),
                                        one.giveUpAfter())))
                .components(RecipientFields.class, "agency class address watchdog giveUpAfter")
                .form(
                        RecipientAddress.class,
                        new TypeReference<JsonNode>() {},
                        RecipientAddressJson::write,
                        RecipientAddressJson::read);
    }

    private static JsonNames routes(JsonNames names) {
        return names.components(Route.class, "path match? to? group quiet escalate? repeat continue? routes?")
                .form(
                        Route.class,
                        "match",
                        new TypeReference<SortedMap<String, List<String>>>() {},
                        (SortedMap<String, Set<String>> match) -> {
                            SortedMap<String, List<String>> written = mapped(
                                    match,
                                    (label, values) -> values.stream().sorted().toList());
                            written.values().removeIf(List::isEmpty);
                            return written;
                        },
                        match -> mapped(match, (label, values) -> Set.copyOf(values)))
                .components(Route.Grouping.class, "by? wait interval")
                .components(Route.QuietHours.class, "from to below")
                .components(Route.EscalationStep.class, "after to?");
    }

    private static JsonNames policy(JsonNames names) {
        return names.components(DisclosurePolicy.DisclosureRule.class, "name class kinds? fields?")
                .components(PolicyFields.class, "rules? deniedClasses? deniedDomains?")
                .form(
                        DisclosurePolicy.class,
                        new TypeReference<PolicyFields>() {},
                        policy -> new PolicyFields(policy.rules(), policy.deniedClasses(), policy.deniedDomains()),
                        written -> new DisclosurePolicy(
                                written.rules(), written.deniedClasses(), written.deniedDomains()));
    }

    private static <A, B> SortedMap<String, B> mapped(Map<String, A> values, BiFunction<String, A, B> convert) {
        SortedMap<String, B> mapped = new TreeMap<>();
        values.forEach((name, value) -> mapped.put(name, convert.apply(name, value)));
        return mapped;
    }
}
