package org.postwatch.documents.form;

import java.util.List;
import java.util.Map;

/** A part of a YAML document and the place where it begins. */
public sealed interface YamlNode {
    SourceLocation at();

    /** For messages: the value as found. */
    String describe();

    /** Text as in the document, without quotes. */
    record Scalar(SourceLocation at, String text, ScalarKind kind) implements YamlNode {
        /** How long a text may be before a message cuts it. */
        private static final int MAX_EXCERPT_LENGTH = 60;

        public enum ScalarKind {
            TEXT,
            NUMBER,
            BOOLEAN,
            NULL
        }

        @Override
        public String describe() {
            return switch (kind) {
                case TEXT -> "'" + excerpt() + "'";
                case NUMBER -> "the number " + excerpt();
                case BOOLEAN -> "the truth value " + excerpt();
                case NULL -> "nothing";
            };
        }

        private String excerpt() {
            String line = text.strip().replaceAll("\\s+", " ");
            return line.length() > MAX_EXCERPT_LENGTH ? line.substring(0, MAX_EXCERPT_LENGTH) + "…" : line;
        }
    }

    record Sequence(SourceLocation at, List<YamlNode> items) implements YamlNode {
        @Override
        public String describe() {
            return "a list";
        }
    }

    record Mapping(SourceLocation at, Map<String, MappingEntry> entries) implements YamlNode {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** A key of a mapping and its value. */
    record MappingEntry(SourceLocation at, String key, YamlNode value) {}
}
