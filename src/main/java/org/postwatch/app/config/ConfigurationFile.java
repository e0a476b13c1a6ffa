package org.postwatch.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwatch.text.NameSuggestion;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML file as dotted keys: {@code kafka.bootstrap.servers} may be written in one line or as nested mappings. The
 * reader gets each known key once; remaining keys are errors. Errors are collected and thrown together.
 */
final class ConfigurationFile {
    private record ConfigurationEntry(String value, int line) {}

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final String file;
    private final UnaryOperator<String> environment;
    private final Map<String, ConfigurationEntry> unreadEntries = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> knownKeys = new ArrayList<>();
    private final Map<Integer, List<String>> errors = new TreeMap<>();

    /** @param environment what a variable written as {@code ${NAME}} holds, or null */
    ConfigurationFile(String file, String text, UnaryOperator<String> environment) {
        this.file = file;
        this.environment = environment;
        try (JsonParser parser = new YAMLMapper().createParser(text)) {
            if (parser.nextToken() != null) {
                flatten("", parser);
            }
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            // Only the first line of the parser's message: the others quote the file, which may contain a password.
            String said =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            throw new ConfigurationException(List.of(file + ":" + line + ": not YAML: " + said));
        }
    }

    private void flatten(String key, JsonParser parser) {
        int line = parser.currentTokenLocation().getLineNr();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = key.isEmpty() ? parser.currentName() : key + "." + parser.currentName();
                parser.nextToken();
                flatten(name, parser);
            }
        } else if (token == JsonToken.START_ARRAY) {
            List<String> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(parser.getString());
            }
            put(key, String.join(",", elements), line);
        } else if (token != JsonToken.VALUE_NULL) {
            put(key, parser.getString(), line);
        }
        // A mapping whose keys are all commented out is null.
    }

    private void put(String key, String value, int line) {
        if (key.isEmpty()) {
            addError(line, "expected 'key: value'");
            return;
        }
        lines.put(key, line);
        if (unreadEntries.putIfAbsent(key, new ConfigurationEntry(value, line)) != null) {
            addError(line, "'" + key + "' is given twice");
        }
    }

    private void addError(int line, String what) {
        errors.computeIfAbsent(line, at -> new ArrayList<>()).add(file + ":" + line + ": " + what);
    }

    /** Reports an error of a key that the file has. */
    void addError(String key, String what) {
        addError(lines.getOrDefault(key, 1), what);
    }

    Optional<String> text(String key) {
        knownKeys.add(key);
        return Optional.ofNullable(unreadEntries.remove(key)).map(this::resolveVariables);
    }

    /** @param expected the expected value, as a phrase */
    Optional<String> text(String key, Predicate<String> isRight, String expected) {
        ConfigurationEntry entry = unreadEntries.get(key);
        Optional<String> value = text(key);
        value.filter(isRight.negate())
                .ifPresent(wrong -> addError(entry.line(), "'" + key + "' is '" + wrong + "'; expected " + expected));
        return value;
    }

    int number(String key, int otherwise, int min, int max) {
        ConfigurationEntry entry = unreadEntries.get(key);
        return text(key)
                .map(value -> parseNumber(key, value, entry.line(), min, max))
                .orElse(otherwise);
    }

    private int parseNumber(String key, String value, int line, int min, int max) {
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below with the same message as a number out of range.
        }
        addError(line, "'" + key + "' is '" + value + "'; expected a whole number from " + min + " to " + max);
        return min;
    }

    boolean flag(String key, boolean otherwise) {
        ConfigurationEntry entry = unreadEntries.get(key);
        Optional<String> value = text(key);
        if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
            addError(entry.line(), "'" + key + "' is '" + value.get() + "'; expected true or false");
        }
        return value.map(Boolean::parseBoolean).orElse(otherwise);
    }

    String oneOf(String key, List<String> choices) {
        ConfigurationEntry entry = unreadEntries.get(key);
        String value = text(key).orElse(choices.get(0));
        if (!choices.contains(value)) {
            addError(entry.line(), "'" + key + "' is '" + value + "'; expected one of " + String.join(", ", choices));
        }
        return value;
    }

    /** A list of names, as agencies and classes have them; empty when the key is not there. */
    List<String> names(String key) {
        return list(
                key,
                name -> NAME.matcher(name).matches(),
                "names of lower-case letters, digits and '-', at most 63 characters each");
    }

    /**
     * A list; empty when the key is not there.
     *
     * @param check whether an item is right
     * @param expected what an item is, for messages
     */
    List<String> list(String key, Predicate<String> check, String expected) {
        ConfigurationEntry entry = unreadEntries.get(key);
        List<String> items = new ArrayList<>();
        for (String item : text(key).orElse("").split(",")) {
            if (check.test(item.trim())) {
                items.add(item.trim());
            } else if (!item.isBlank()) {
                addError(entry.line(), "'" + key + "' has '" + item.trim() + "'; expected " + expected);
            }
        }
        return items;
    }

    /** @param expected the expected value, as a phrase; the value itself is not reported, because it may be a secret */
    <T> Optional<T> parsed(String key, Function<String, Optional<T>> parse, String expected) {
        ConfigurationEntry entry = unreadEntries.get(key);
        Optional<String> text = text(key);
        Optional<T> value = text.flatMap(parse);
        if (text.isPresent() && value.isEmpty()) {
            addError(entry.line(), "'" + key + "': expected " + expected + " (what is there is not shown)");
        }
        return value;
    }

    /** All keys below the prefix, without it: settings that are handed on to Kafka as they are. */
    Map<String, String> subtree(String prefix) {
        String start = prefix + ".";
        Map<String, String> settings = new TreeMap<>();
        unreadEntries.entrySet().removeIf(entry -> {
            if (entry.getKey().startsWith(start)) {
                settings.put(entry.getKey().substring(start.length()), resolveVariables(entry.getValue()));
                return true;
            }
            return false;
        });
        return Map.copyOf(settings);
    }

    /**
     * The same with a check of each value.
     *
     * @param check returns the expected value, as a phrase, for a key (without the prefix) and its value; empty if
     * both are valid
     */
    Map<String, String> subtree(String prefix, BiFunction<String, String, Optional<String>> check) {
        unreadEntries.forEach((key, entry) -> {
            if (key.startsWith(prefix + ".")) {
                check.apply(key.substring(prefix.length() + 1), entry.value())
                        .ifPresent(expected -> addError(entry.line(), "'" + key + "': expected " + expected));
            }
        });
        return subtree(prefix);
    }

    private String resolveVariables(ConfigurationEntry entry) {
        String text = entry.value();
        return VARIABLE.matcher(text).replaceAll(found -> {
            String held = environment.apply(found.group(1));
            if (held == null) {
                addError(entry.line(), "the environment has no variable '" + found.group(1) + "'");
                return "";
            }
            return Matcher.quoteReplacement(isQuoted(text, found.start()) ? escapeQuotes(held) : held);
        });
    }

    /** Between double quotes, as a password in sasl.jaas.config. */
    private static boolean isQuoted(String text, int position) {
        return text.substring(0, position)
                                .chars()
                                .filter(letter -> letter == '"')
                                .count()
                        % 2
                == 1;
    }

    /** So that a quote in a password neither ends it nor has the rest of it quoted in a complaint. */
    private static String escapeQuotes(String held) {
        return held.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** @throws ConfigurationException with all errors by line, including unknown keys */
    void throwIfInvalid() {
        unreadEntries.forEach((key, entry) -> addError(
                entry.line(),
                "unknown key '" + key + "'"
                        + NameSuggestion.nearest(key, knownKeys)
                                .map(name -> "; did you mean '" + name + "'?")
                                .orElse("; expected one of " + String.join(", ", knownKeys))));
        if (!errors.isEmpty()) {
            throw new ConfigurationException(
                    errors.values().stream().flatMap(List::stream).toList());
        }
    }
}
