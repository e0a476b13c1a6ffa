package org.postwatch.documents;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The reference page of a document, made from its JSON Schema: one table for each kind of mapping, with every key, its value, default and
 * an example. Examples come from a complete document; keys that it has in several places take the first one.
 */
final class DocumentReference {
    private static final String DOCUMENT = "The document";
    private static final String VALUES = "additionalProperties";
    private static final int MAX_EXAMPLE_LENGTH = 90;

    private final JsonNode schema;
    private final Map<String, JsonNode> sections = new LinkedHashMap<>();
    private final Map<String, String> examples = new TreeMap<>();

    private DocumentReference(JsonNode schema) {
        this.schema = schema;
    }

    static String page(String title, String introduction, JsonNode schema, JsonNode completeDocument) {
        DocumentReference reference = new DocumentReference(schema);
        reference.collect(schema, DOCUMENT);
        reference.example(DOCUMENT, schema, completeDocument);
        StringBuilder page = new StringBuilder("# " + title + "\n\n" + introduction + "\n");
        reference.sections.forEach((name, section) -> reference.write(page, name, section));
        return page.toString();
    }

    private void collect(JsonNode node, String name) {
        JsonNode target = resolve(node);
        if (target.has("properties")) {
            if (target.path("properties").isEmpty() || sections.putIfAbsent(name, target) != null) {
                return;
            }
            target.path("properties").properties().forEach(p -> collect(p.getValue(), sectionName(name, p)));
        } else if (target.has("items")) {
            collect(target.path("items"), itemName(name, target.path("items")));
        } else if (isMapping(target)) {
            collect(target.path(VALUES), itemName(name, target.path(VALUES)));
        } else {
            for (JsonNode one : target.path("anyOf")) {
                collect(one, itemName(name, one));
            }
        }
    }

    /** Whether it has keys that the author of the document chooses. */
    private static boolean isMapping(JsonNode schema) {
        return schema.path(VALUES).isObject();
    }

    /** The name of the definition that is referred to, else the path of the key. */
    private static String sectionName(String section, Map.Entry<String, JsonNode> property) {
        String path = section.equals(DOCUMENT) ? "" : section.replace("`", "") + ".";
        return itemName("`" + path + property.getKey() + "`", property.getValue());
    }

    private static String itemName(String otherwise, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? otherwise : "`" + reference.substring(reference.lastIndexOf('/') + 1) + "`";
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : schema.at(reference.substring(reference.indexOf('#') + 1));
    }

    private void example(String section, JsonNode node, JsonNode value) {
        JsonNode target = resolve(node);
        if (target.has("properties") && value.isObject()) {
            value.properties().forEach(entry -> {
                JsonNode property = target.path("properties").path(entry.getKey());
                examples.putIfAbsent(section + "." + entry.getKey(), flow(entry.getValue()));
                example(sectionName(section, Map.entry(entry.getKey(), property)), property, entry.getValue());
            });
        } else if (target.has("items") && value.isArray()) {
            for (JsonNode item : value) {
                example(itemName(section, target.path("items")), target.path("items"), item);
            }
        } else if (isMapping(target) && value.isObject()) {
            for (JsonNode item : value) {
                example(itemName(section, target.path(VALUES)), target.path(VALUES), item);
            }
        }
        for (JsonNode one : target.path("anyOf")) {
            example(itemName(section, one), one, value);
        }
    }

    /** A value as YAML would have it in one line; nested mappings are shortened, because they have a table of their own. */
    private static String flow(JsonNode value) {
        if (value.isObject()) {
            return value.isEmpty()
                    ? "{}"
                    : "{ "
                            + value.properties().stream()
                                    .map(p -> key(p.getKey()) + ": " + flow(p.getValue()))
                                    .collect(Collectors.joining(", "))
                            + " }";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(DocumentReference::flow)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        String text = value.asString();
        return value.isString() && text.matches("\\d\\d:\\d\\d|\\d+") ? '"' + text + '"' : text;
    }

    private static String key(String name) {
        return name.matches("[\\w-]*[a-zA-Z][\\w-]*") ? name : '"' + name + '"';
    }

    private void write(StringBuilder page, String name, JsonNode section) {
        page.append("\n## ").append(name).append("\n\n");
        String description = section.path("description").asString("");
        page.append(description).append("\n\n| Key | Value | Default | Example | |\n|---|---|---|---|---|\n");
        section.path("properties").properties().forEach(property -> {
            JsonNode own = property.getValue();
            JsonNode target = resolve(own);
            String text =
                    own.path("description").asString(target.path("description").asString(""));
            page.append("| `")
                    .append(property.getKey())
                    .append("` | ")
                    .append(kind(sectionName(name, property), own))
                    .append(" | ")
                    .append(defaultOf(section, property.getKey(), own))
                    .append(" | ")
                    .append(exampleOf(name, property.getKey(), own)
                            .map(example -> "`" + shortened(example).replace("|", "\\|") + "`")
                            .orElse(""))
                    .append(" | ")
                    .append(text.replace("|", "\\|"))
                    .append(" |\n");
        });
    }

    private String kind(String section, JsonNode own) {
        JsonNode target = resolve(own);
        if (target.has("properties")) {
            String name = itemName(section, own);
            return sections.containsKey(name) ? link(name) : "`{}`";
        }
        if (target.has("items")) {
            return "list of " + kind(section, target.path("items"));
        }
        if (isMapping(target)) {
            return "mapping to " + kind(section, target.path(VALUES));
        }
        if (target.has("enum")) {
            return StreamSupport.stream(target.path("enum").spliterator(), false)
                    .map(one -> "`" + one.asString() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (target.has("const")) {
            return "`" + target.path("const").asString() + "`";
        }
        if (target.has("anyOf")) {
            return StreamSupport.stream(target.path("anyOf").spliterator(), false)
                    .map(one -> kind(section, one))
                    .distinct()
                    .collect(Collectors.joining(", or "));
        }
        String named = own.path("$ref").asString("");
        return named.isEmpty()
                ? target.path("type").asString("text").replace("string", "text")
                : named.substring(named.lastIndexOf('/') + 1).replace("mailAddress", "mail address");
    }

    private static String link(String name) {
        return "[" + name + "](#" + name.replace("`", "").replace(".", "").toLowerCase(Locale.ROOT) + ")";
    }

    private static String defaultOf(JsonNode section, String key, JsonNode own) {
        for (JsonNode required : section.path("required")) {
            if (required.asString().equals(key)) {
                return "*required*";
            }
        }
        return own.has("default") ? "`" + flow(own.path("default")) + "`" : "";
    }

    private Optional<String> exampleOf(String section, String key, JsonNode own) {
        return Optional.ofNullable(examples.get(section + "." + key)).or(() -> {
            JsonNode target = resolve(own);
            JsonNode given = own.path("examples").isEmpty() ? target.path("examples") : own.path("examples");
            return given.isEmpty() ? Optional.empty() : Optional.of(flow(given.get(0)));
        });
    }

    private static String shortened(String example) {
        return example.length() <= MAX_EXAMPLE_LENGTH
                ? example
                : example.substring(0, MAX_EXAMPLE_LENGTH - 2).stripTrailing() + " …";
    }
}
