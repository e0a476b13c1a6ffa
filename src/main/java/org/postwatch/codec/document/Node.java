package org.postwatch.codec.document;

import java.util.List;
import java.util.Map;

/** A part of a YAML document and where it begins. */
sealed interface Node {
    Spot at();

    /** For messages: what stands there. */
    String words();

    /** Text as it stands in the document, without quotes. */
    record Scalar(Spot at, String text, Kind kind) implements Node {
        /** How long a text may be before a message cuts it. */
        private static final int SHOWN_MAX = 60;

        enum Kind {
            TEXT,
            NUMBER,
            TRUTH,
            NOTHING
        }

        @Override
        public String words() {
            return switch (kind) {
                case TEXT -> "'" + shown() + "'";
                case NUMBER -> "the number " + shown();
                case TRUTH -> "the truth value " + shown();
                case NOTHING -> "nothing";
            };
        }

        private String shown() {
            String line = text.strip().replaceAll("\\s+", " ");
            return line.length() > SHOWN_MAX ? line.substring(0, SHOWN_MAX) + "…" : line;
        }
    }

    record Listing(Spot at, List<Node> items) implements Node {
        @Override
        public String words() {
            return "a list";
        }
    }

    record Mapping(Spot at, Map<String, Entry> entries) implements Node {
        @Override
        public String words() {
            return "a mapping";
        }
    }

    /** A key of a mapping and what stands at it. */
    record Entry(Spot at, String key, Node value) {}
}
