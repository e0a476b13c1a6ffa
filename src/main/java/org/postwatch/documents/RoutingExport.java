package org.postwatch.documents;

import static org.postwatch.documents.DistrictExport.section;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.ValueOrNoneParser;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.documents.form.YamlNode.Scalar;
import org.postwatch.documents.form.YamlNode.Scalar.ScalarKind;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.notification.route.RoutingConfig.NotificationSettings;
import org.postwatch.wire.RecipientAddressJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Routing as documents write it: the inverse of {@link RoutingCompiler}. A route has what differs from the route above it. */
final class RoutingExport {
    private RoutingExport() {}

    static YamlNode.Mapping root(RoutingConfig routing) {
        NotificationSettings settings = routing.settings();
        NotificationSettings defaults = NotificationSettings.DEFAULT;
        MappingBuilder root = section()
                .items(
                        "recipients",
                        routing.recipients().values().stream()
                                .map(RoutingExport::recipient)
                                .toList())
                .mapping("policy", policy(routing.policy()))
                .put("routes", route(routing.root(), Optional.empty()));
        root.text("acknowledged-for", settings.acknowledgedFor().map(SettingsExport::duration));
        root.text("digest-at", Optional.of(settings.digestAt()).filter(at -> !at.equals(defaults.digestAt())));
        root.text(
                "silence-warning",
                Optional.of(settings.silenceWarning())
                        .filter(warning -> !warning.equals(defaults.silenceWarning()))
                        .map(SettingsExport::duration));
        return root.build();
    }

    private static YamlNode recipient(Recipient recipient) {
        MappingBuilder section = section()
                .text("id", recipient.id())
                .text("agency", recipient.agency())
                .put(recipient.address().type(), address(recipient.address()))
                .flag("watchdog", recipient.receivesWatchdog());
        return section.text(
                        "give-up",
                        Optional.of(recipient.giveUpAfter())
                                .filter(time -> !time.equals(Recipient.DEFAULT_GIVE_UP_AFTER))
                                .map(SettingsExport::duration))
                .build();
    }

    /** Documents and topics name the parts of an address alike. */
    private static YamlNode address(RecipientAddress address) {
        ObjectNode json = RecipientAddressJson.write(address);
        json.remove("type");
        return node(json);
    }

    private static YamlNode node(JsonNode json) {
        if (json.isObject()) {
            MappingBuilder mapping = section();
            json.properties().forEach(entry -> mapping.put(entry.getKey(), node(entry.getValue())));
            return mapping.build();
        }
        if (json.isArray()) {
            return new YamlNode.Sequence(
                    DistrictExport.NOWHERE,
                    json.valueStream().map(RoutingExport::node).toList());
        }
        return new Scalar(
                DistrictExport.NOWHERE, json.asString(), json.isNumber() ? ScalarKind.NUMBER : ScalarKind.TEXT);
    }

    private static YamlNode.Mapping policy(DisclosurePolicy policy) {
        return section()
                .items(
                        "grants",
                        policy.rules().stream()
                                .map(rule -> section()
                                        .text("name", rule.name())
                                        .text("class", rule.agencyClass())
                                        .texts("kinds", new TreeSet<>(rule.kinds()))
                                        .texts("fields", new TreeSet<>(rule.fields()))
                                        .build())
                                .toList())
                .mapping(
                        "denied",
                        section()
                                .texts("classes", new TreeSet<>(policy.deniedClasses()))
                                .texts("domains", new TreeSet<>(policy.deniedDomains()))
                                .build())
                .build();
    }

    private static YamlNode route(Route route, Optional<Route> above) {
        Route parent = above.orElse(Route.notifyingAll(List.of()));
        MappingBuilder section = section().mapping("match", match(route));
        if (above.isEmpty() || !route.to().equals(parent.to())) {
            section.put("to", MappingBuilder.textList(DistrictExport.NOWHERE, route.to()));
        }
        if (!route.group().equals(parent.group())) {
            section.put("group", route.group().map(RoutingExport::group).orElseGet(RoutingExport::none));
        }
        if (!route.quietHours().equals(parent.quietHours())) {
            section.put("quiet", route.quietHours().map(RoutingExport::quiet).orElseGet(RoutingExport::none));
        }
        if (!route.escalate().equals(parent.escalate())) {
            section.put("escalate", steps(route.escalate()));
        }
        if (!route.repeat().equals(parent.repeat())) {
            section.put("repeat", route.repeat().map(RoutingExport::duration).orElseGet(RoutingExport::none));
        }
        return section.flag("continue", route.continueMatching())
                .items(
                        "routes",
                        route.routes().stream()
                                .map(child -> route(child, Optional.of(route)))
                                .toList())
                .build();
    }

    private static YamlNode.Mapping match(Route route) {
        MappingBuilder match = section();
        route.match()
                .forEach((label, values) -> match.put(
                        label, values.size() == 1 ? text(values.iterator().next()) : sorted(values)));
        return match.build();
    }

    private static YamlNode sorted(Collection<String> values) {
        return MappingBuilder.textList(DistrictExport.NOWHERE, new TreeSet<>(values));
    }

    private static YamlNode group(Route.Grouping group) {
        return section()
                .texts("by", group.groupBy())
                .text("wait", SettingsExport.duration(group.groupWait()))
                .text("interval", SettingsExport.duration(group.groupInterval()))
                .build();
    }

    private static YamlNode quiet(Route.QuietHours quiet) {
        return section()
                .text("from", quiet.from())
                .text("to", quiet.to())
                .text("below", quiet.belowSeverity())
                .build();
    }

    private static YamlNode steps(List<Route.EscalationStep> steps) {
        return new YamlNode.Sequence(
                DistrictExport.NOWHERE,
                steps.stream()
                        .<YamlNode>map(step -> section()
                                .text("after", SettingsExport.duration(step.after()))
                                .texts("to", step.to())
                                .build())
                        .toList());
    }

    private static YamlNode duration(Duration duration) {
        return text(SettingsExport.duration(duration));
    }

    private static YamlNode none() {
        return text(ValueOrNoneParser.NONE);
    }

    private static YamlNode text(String text) {
        return new Scalar(DistrictExport.NOWHERE, text, ScalarKind.TEXT);
    }
}
