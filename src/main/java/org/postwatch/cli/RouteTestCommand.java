package org.postwatch.cli;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.route.LabelMatcher;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.notification.route.RoutingExplanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "test",
        description = {
            "Show how an incident would be routed: the evaluated routes, the recipients with time and fields, and why other recipients would not be notified.",
            "",
            "The command evaluates the documents only. It ignores silences, acknowledgements and silent feeds.",
            "",
            "Examples:",
            "  postwatch route test --district config/districts/palm-springs \\",
            "      --incident kind=coverage,severity=high,campus=palm-springs-hs",
            "  postwatch route test --district socorro-nm --at 2026-09-14T21:30:00-06:00 \\",
            "      --incident kind=feed-silent,severity=warning,feed=cameras",
            ""
        })
final class RouteTestCommand extends AbstractConfiguredCommand {
    private static final String EMERGENCY = "emergency";

    @Option(
            names = "--district",
            required = true,
            paramLabel = "D",
            description = "A folder of documents, or the id of a district of a running Postwatch.")
    private String district;

    @Option(
            names = "--incident",
            required = true,
            split = ",",
            paramLabel = "LABEL=VALUE",
            description = "The labels of the incident: kind, and optionally severity, status (expected, open,"
                    + " closed), campus, entrance, feed or any other label; emergency=true for conduct declared an"
                    + " emergency.")
    private Map<String, String> incident;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The time, such as 2026-09-14T21:30:00-06:00. Default: now. Quiet hours depend on it.")
    private Instant at;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        LoadedRouting known = LoadedRouting.load(this, district);
        RoutingConfig routing = known.routing();
        RoutingExplanation explanation =
                RoutingExplanation.explain(routing, hypotheticalAlert(routing), at == null ? Instant.now() : at);
        if (json) {
            out().println(ExplanationFormatter.json(explanation));
        } else {
            ExplanationFormatter.format(explanation, known.source()).forEach(out()::println);
        }
        return 0;
    }

    /** Rejects unknown labels and values: a typing error would otherwise give a plausible but wrong answer. */
    private Alert hypotheticalAlert(RoutingConfig routing) {
        Map<String, String> labels = new TreeMap<>(incident);
        labels.keySet().stream()
                .filter(label -> !label.equals(EMERGENCY))
                .forEach(label -> requireKnown("label", label, LabelMatcher.LABELS));
        requireKnown("kind", labels.getOrDefault(LabelMatcher.KIND, Alert.CONDUCT), Alert.KINDS);
        requireKnown("campus", labels.get("campus"), routing.campuses().keySet());
        requireKnown("agency", labels.get("agency"), routing.agencies().keySet());
        requireKnown("recipient", labels.get("recipient"), routing.recipients().keySet());
        requireKnown(EMERGENCY, labels.get(EMERGENCY), Set.of("true", "false"));
        try {
            return RoutingExplanation.sampleAlert(routing, labels);
        } catch (IllegalArgumentException e) {
            throw usageError("--incident: " + e.getMessage());
        }
    }

    private void requireKnown(String noun, String name, Collection<String> valid) {
        if (name != null && !valid.contains(name)) {
            throw usageError(
                    "--incident: unknown " + noun + " '" + name + "'; expected one of: " + String.join(", ", valid));
        }
    }
}
