package org.postwatch.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.postwatch.app.acls.AclPrincipal;
import org.postwatch.app.acls.AclRule;
import tools.jackson.databind.json.JsonMapper;

/** Formats ACL rules as text or JSON. */
final class AclFormatter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Comparator<ResourcePattern> ORDER = Comparator.comparing(ResourcePattern::resourceType)
            .thenComparing(ResourcePattern::name)
            .thenComparing(ResourcePattern::patternType);

    private AclFormatter() {}

    /** One line for the principal, then one for each resource. */
    static List<String> format(AclPrincipal holder) {
        Map<ResourcePattern, String> operations = holder.rules().stream()
                .sorted(Comparator.comparing(AclRule::operation))
                .collect(Collectors.groupingBy(
                        AclRule::resource,
                        () -> new TreeMap<>(ORDER),
                        Collectors.mapping(right -> camelCase(right.operation().name()), Collectors.joining(","))));
        return Stream.concat(
                        Stream.of(holder.name() + "  " + holder.principal() + "  " + holder.description()),
                        operations.entrySet().stream()
                                .map(entry -> String.format(
                                        "  %-15s  %-42s  %s",
                                        camelCase(entry.getKey().resourceType().name()),
                                        name(
                                                entry.getKey().name(),
                                                entry.getKey().patternType() == PatternType.PREFIXED),
                                        entry.getValue())))
                .toList();
    }

    static String format(AclBinding binding) {
        return binding.entry().principal()
                + "  " + camelCase(binding.pattern().resourceType().name())
                + "  " + camelCase(binding.entry().operation().name())
                + "  "
                + name(binding.pattern().name(), binding.pattern().patternType() == PatternType.PREFIXED)
                + (binding.entry().host().equals("*")
                        ? ""
                        : "  from " + binding.entry().host());
    }

    static List<String> json(AclPrincipal holder) {
        return holder.rules().stream()
                .sorted(Comparator.comparing(AclRule::resource, ORDER).thenComparing(AclRule::operation))
                .map(right -> JSON.createObjectNode()
                        .put("role", holder.name())
                        .put("principal", holder.principal())
                        .put("operation", camelCase(right.operation().name()))
                        .put("type", camelCase(right.resource().resourceType().name()))
                        .put("pattern", camelCase(right.resource().patternType().name()))
                        .put("name", right.resource().name())
                        .toString())
                .toList();
    }

    static String json(AclBinding binding, String state) {
        return JSON.createObjectNode()
                .put("state", state)
                .put("principal", binding.entry().principal())
                .put("operation", camelCase(binding.entry().operation().name()))
                .put("type", camelCase(binding.pattern().resourceType().name()))
                .put("pattern", camelCase(binding.pattern().patternType().name()))
                .put("name", binding.pattern().name())
                .put("host", binding.entry().host())
                .toString();
    }

    private static String name(String name, boolean prefix) {
        return prefix ? name + "*" : name;
    }

    /** As Kafka's own tools write it: DescribeConfigs. */
    private static String camelCase(String constant) {
        return Arrays.stream(constant.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
