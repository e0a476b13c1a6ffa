package org.postwatch.documents.form;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.documents.form.YamlNode.Mapping;
import org.postwatch.documents.form.YamlNode.MappingEntry;
import org.postwatch.documents.form.YamlNode.Scalar;
import org.postwatch.documents.form.YamlNode.Sequence;
import org.postwatch.text.PrintableText;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Builds a located tree from tokens. Anchors, aliases and tags are rejected: people search a document for a campus, and an
 * alias can make a small file huge.
 */
final class YamlTreeBuilder {
    /** What YAML allows and documents must not use. */
    static final class UnsupportedYamlException extends RuntimeException {
        private final transient SourceLocation at;

        UnsupportedYamlException(SourceLocation at, String message) {
            super(message, null, false, false);
            this.at = at;
        }

        SourceLocation at() {
            return at;
        }
    }

    private static final Pattern TRAILING_LINE_BREAKS = Pattern.compile("\n+\\z");

    private final Path file;
    private final YAMLParser parser;
    private final Diagnostics diagnostics;

    YamlTreeBuilder(Path file, YAMLParser parser, Diagnostics diagnostics) {
        this.file = file;
        this.parser = parser;
        this.diagnostics = diagnostics;
    }

    Optional<YamlNode> parseDocument() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            diagnostics.error(new SourceLocation(file, 1, 1), "the document is empty");
            return Optional.empty();
        }
        YamlNode root = parseNode(first);
        if (parser.nextToken() != null) {
            throw new UnsupportedYamlException(currentLocation(), "a second document; expected one document in a file");
        }
        return Optional.of(root);
    }

    private YamlNode parseNode(JsonToken token) {
        SourceLocation at = currentLocation();
        if (parser.isCurrentAlias()) {
            throw new UnsupportedYamlException(
                    at, "an alias ('*'); aliases are not read, write out what it stands for");
        }
        if (parser.getObjectId() != null) {
            throw new UnsupportedYamlException(at, "an anchor ('&'); anchors are not read, leave it out");
        }
        if (parser.getTypeId() != null) {
            throw new UnsupportedYamlException(at, "a tag ('!'); tags are not read, leave it out");
        }
        return switch (token) {
            case START_OBJECT -> parseMapping(at);
            case START_ARRAY -> parseSequence(at);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(at, parser.getString(), Scalar.ScalarKind.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(at, parser.getString(), Scalar.ScalarKind.BOOLEAN);
            case VALUE_NULL -> new Scalar(at, "", Scalar.ScalarKind.NULL);
            default -> new Scalar(at, requirePrintable(at, parser.getString()), Scalar.ScalarKind.TEXT);
        };
    }

    /** Escapes are decoded by now: the characters that they stand for are restricted like all others. */
    private String requirePrintable(SourceLocation at, String text) {
        // A block of text ends with a line break that is not part of the value.
        String line = TRAILING_LINE_BREAKS.matcher(text).replaceFirst("");
        if (!PrintableText.isPrintable(line)) {
            String found = PrintableText.firstNonPrintable(line);
            diagnostics.error(
                    at,
                    found.equals("U+000A")
                            ? "a line break in a text; expected one line: fold a long text with '>-'"
                            : "the character " + found
                                    + " in a text; expected no control, format or separator characters");
        }
        return line;
    }

    private Mapping parseMapping(SourceLocation at) {
        Map<String, MappingEntry> entries = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            SourceLocation keyAt = currentLocation();
            String key = requirePrintable(keyAt, parser.currentName());
            MappingEntry first = entries.get(key);
            YamlNode value = parseNode(parser.nextToken());
            if (first == null) {
                entries.put(key, new MappingEntry(keyAt, key, value));
            } else {
                diagnostics.error(keyAt, "key '" + key + "' stands here twice; the first is at " + first.at());
            }
        }
        return new Mapping(at, entries);
    }

    private Sequence parseSequence(SourceLocation at) {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(parseNode(token));
        }
        return new Sequence(at, items);
    }

    private SourceLocation currentLocation() {
        TokenStreamLocation location = parser.currentTokenLocation();
        return new SourceLocation(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
