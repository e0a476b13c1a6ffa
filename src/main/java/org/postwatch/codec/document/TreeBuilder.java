package org.postwatch.codec.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.codec.document.Node.Entry;
import org.postwatch.codec.document.Node.Listing;
import org.postwatch.codec.document.Node.Mapping;
import org.postwatch.codec.document.Node.Scalar;
import org.postwatch.text.PrintableText;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * From tokens to a located tree. Anchors, aliases and tags are refused: a document is read by people who look for a
 * campus in it, and an alias is also how a small file becomes a huge one.
 */
final class TreeBuilder {
    /** What YAML allows and documents must not use. */
    static final class Refused extends RuntimeException {
        private final transient Spot at;

        Refused(Spot at, String message) {
            super(message, null, false, false);
            this.at = at;
        }

        Spot at() {
            return at;
        }
    }

    private static final Pattern LAST_BREAKS = Pattern.compile("\n+\\z");

    private final Path file;
    private final YAMLParser parser;
    private final Faults faults;

    TreeBuilder(Path file, YAMLParser parser, Faults faults) {
        this.file = file;
        this.parser = parser;
        this.faults = faults;
    }

    Optional<Node> document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            faults.error(new Spot(file, 1, 1), "the document is empty");
            return Optional.empty();
        }
        Node root = node(first);
        if (parser.nextToken() != null) {
            throw new Refused(here(), "a second document; expected one document in a file");
        }
        return Optional.of(root);
    }

    private Node node(JsonToken token) {
        Spot at = here();
        if (parser.isCurrentAlias()) {
            throw new Refused(at, "an alias ('*'); aliases are not read, write out what it stands for");
        }
        if (parser.getObjectId() != null) {
            throw new Refused(at, "an anchor ('&'); anchors are not read, leave it out");
        }
        if (parser.getTypeId() != null) {
            throw new Refused(at, "a tag ('!'); tags are not read, leave it out");
        }
        return switch (token) {
            case START_OBJECT -> mapping(at);
            case START_ARRAY -> listing(at);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(at, parser.getString(), Scalar.Kind.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(at, parser.getString(), Scalar.Kind.TRUTH);
            case VALUE_NULL -> new Scalar(at, "", Scalar.Kind.NOTHING);
            default -> new Scalar(at, plain(at, parser.getString()), Scalar.Kind.TEXT);
        };
    }

    /** Escapes are read by now: what they stand for must be as plain as what is written out. */
    private String plain(Spot at, String text) {
        // A block of text ends with a line break that nobody meant.
        String line = LAST_BREAKS.matcher(text).replaceFirst("");
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

    private Mapping mapping(Spot at) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            Spot keyAt = here();
            String key = plain(keyAt, parser.currentName());
            Entry first = entries.get(key);
            Node value = node(parser.nextToken());
            if (first == null) {
                entries.put(key, new Entry(keyAt, key, value));
            } else {
                faults.error(keyAt, "key '" + key + "' stands here twice; the first is at " + first.at());
            }
        }
        return new Mapping(at, entries);
    }

    private Listing listing(Spot at) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token));
        }
        return new Listing(at, items);
    }

    private Spot here() {
        TokenStreamLocation location = parser.currentTokenLocation();
        return new Spot(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
