package org.postwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the shipped alerts and the dashboard ask Prometheus. */
final class PrometheusExpressions {
    static final Path RULES = Path.of("config", "prometheus", "postwatch.rules.yml");
    static final Path RULES_TEST = Path.of("config", "prometheus", "postwatch.rules.test.yml");
    private static final Path DASHBOARD = Path.of("config", "grafana", "postwatch.json");

    private static final Pattern METRIC = Pattern.compile("\\b(?:postwatch|kafka|jvm|process|system)_\\w+");

    private PrometheusExpressions() {}

    static List<String> all() throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode rule : rules()) {
            found.add(rule.path("expr").asString());
        }
        JsonNode panels = new JsonMapper().readTree(Files.readString(DASHBOARD)).path("panels");
        panels.forEach(panel -> panel.path("targets")
                .forEach(target -> found.add(target.path("expr").asString())));
        return found;
    }

    static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        new YAMLMapper()
                .readTree(Files.readString(RULES))
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    /** Names of metrics, but for Prometheus' own {@code up}. */
    static Set<String> metricNames() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String expression : all()) {
            // What stands in quotes or names labels is no metric.
            String bare = expression.replaceAll("\"[^\"]*\"", "").replaceAll("\\{[^}]*}", "");
            METRIC.matcher(bare).results().forEach(found -> names.add(found.group()));
        }
        return names;
    }
}
