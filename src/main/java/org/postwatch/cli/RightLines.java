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
import org.postwatch.runtime.access.Holder;
import org.postwatch.runtime.access.Right;
import org.postwatch.runtime.access.Right.Match;
import org.postwatch.runtime.access.Right.Resource;
import tools.jackson.databind.json.JsonMapper;

/** Rights in words, and as JSON. */
final class RightLines {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Comparator<Resource> ORDER =
            Comparator.comparing(Resource::kind).thenComparing(Resource::name).thenComparing(Resource::match);

    private RightLines() {}

    /** Who it is, then a line a resource. */
    static List<String> of(Holder holder) {
        Map<Resource, String> operations = holder.rights().stream()
                .sorted(Comparator.comparing(Right::operation))
                .collect(Collectors.groupingBy(
                        Right::resource,
                        () -> new TreeMap<>(ORDER),
                        Collectors.mapping(right -> camel(right.operation().name()), Collectors.joining(","))));
        return Stream.concat(
                        Stream.of(holder.name() + "  " + holder.principal() + "  " + holder.does()),
                        operations.entrySet().stream()
                                .map(entry -> String.format(
                                        "  %-15s  %-42s  %s",
                                        camel(entry.getKey().kind().name()),
                                        name(
                                                entry.getKey().name(),
                                                entry.getKey().match() == Match.PREFIXED),
                                        entry.getValue())))
                .toList();
    }

    static String of(AclBinding binding) {
        return binding.entry().principal()
                + "  " + camel(binding.pattern().resourceType().name())
                + "  " + camel(binding.entry().operation().name())
                + "  "
                + name(binding.pattern().name(), binding.pattern().patternType() == PatternType.PREFIXED)
                + (binding.entry().host().equals("*")
                        ? ""
                        : "  from " + binding.entry().host());
    }

    static List<String> json(Holder holder) {
        return holder.rights().stream()
                .sorted(Comparator.comparing(Right::resource, ORDER).thenComparing(Right::operation))
                .map(right -> JSON.createObjectNode()
                        .put("role", holder.name())
                        .put("principal", holder.principal())
                        .put("operation", camel(right.operation().name()))
                        .put("type", camel(right.resource().kind().name()))
                        .put("pattern", camel(right.resource().match().name()))
                        .put("name", right.resource().name())
                        .toString())
                .toList();
    }

    static String json(AclBinding binding, String state) {
        return JSON.createObjectNode()
                .put("state", state)
                .put("principal", binding.entry().principal())
                .put("operation", camel(binding.entry().operation().name()))
                .put("type", camel(binding.pattern().resourceType().name()))
                .put("pattern", camel(binding.pattern().patternType().name()))
                .put("name", binding.pattern().name())
                .put("host", binding.entry().host())
                .toString();
    }

    private static String name(String name, boolean prefix) {
        return prefix ? name + "*" : name;
    }

    /** As Kafka's own tools write it: DescribeConfigs. */
    private static String camel(String constant) {
        return Arrays.stream(constant.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
