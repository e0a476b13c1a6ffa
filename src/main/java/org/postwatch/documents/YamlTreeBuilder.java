package org.postwatch.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.documents.form.YamlNode.Mapping;
import org.postwatch.documents.form.YamlNode.MappingEntry;
import org.postwatch.documents.form.YamlNode.Scalar;
import org.postwatch.documents.form.YamlNode.Sequence;
import org.postwatch.text.PrintableText;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * From tokens to a located tree. Anchors, aliases and tags are refused: a document is read by people who look for a
 * campus in it, and an alias is also how a small file becomes a huge one.
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
    private final Diagnostics faults;

    YamlTreeBuilder(Path file, YAMLParser parser, Diagnostics faults) {
        this.file = file;
        this.parser = parser;
        this.faults = faults;
    }

    Optional<YamlNode> parseDocument() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            faults.error(new SourceLocation(file, 1, 1), "the document is empty");
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

    /** Escapes are read by now: what they stand for must be as plain as what is written out. */
    private String requirePrintable(SourceLocation at, String text) {
        // A block of text ends with a line break that nobody meant.
        String line = TRAILING_LINE_BREAKS.matcher(text).replaceFirst("");
        if (!PrintableText.isPrintable(line)) {
            String found = PrintableText.firstNonPrintable(line);
            faults.error(
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
                faults.error(keyAt, "key '" + key + "' stands here twice; the first is at " + first.at());
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
