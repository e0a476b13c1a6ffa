package org.postwatch.documents.form;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postwatch.documents.form.YamlNode.Mapping;
import org.postwatch.documents.form.YamlNode.MappingEntry;
import org.postwatch.documents.form.YamlNode.Scalar;
import org.postwatch.documents.form.YamlNode.Scalar.ScalarKind;
import org.postwatch.documents.form.YamlNode.Sequence;

/** Writes a document in the style of the shipped ones: what fits into a line is on one line. */
final class YamlWriter {
    private static final int MAX_WIDTH = 120;
    private static final int STEP = 2;

    /** Texts that need no quotes wherever they are; all other texts are quoted. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z]([A-Za-z0-9 ._/()-]*[A-Za-z0-9.)])?"
            + "|secret:[a-z0-9-]+"
            + "|[0-9]{1,6}[smh]"
            + "|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?");

    /** Words that YAML, in one version or another, does not read as text. */
    private static final Set<String> RESERVED =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(YamlDocument document) {
        YamlWriter writer = new YamlWriter();
        writer.comment(document.header());
        boolean isAfterBlock = false;
        for (MappingEntry entry : document.root().entries().values()) {
            List<String> comment = document.comments().getOrDefault(entry.key(), List.of());
            boolean isBlock = writer.isBlock(entry.value(), 0, key(entry.key()).length() + 1, true);
            if (isAfterBlock || isBlock || !comment.isEmpty()) {
                writer.out.append(writer.out.isEmpty() ? "" : "\n");
            }
            writer.comment(comment);
            writer.entry(entry, 0, true);
            isAfterBlock = isBlock;
        }
        return writer.out.toString();
    }

    private void comment(List<String> lines) {
        lines.forEach(line -> out.append(line.isEmpty() ? "#" : "# " + line).append('\n'));
    }

    private void entry(MappingEntry entry, int indent, boolean isRoot) {
        String key = key(entry.key()) + ":";
        out.append(key);
        if (!isBlock(entry.value(), indent, key.length(), isRoot)) {
            out.append(' ').append(flow(entry.value())).append('\n');
            return;
        }
        out.append('\n');
        block(entry.value(), indent + STEP);
    }

    /** Lists of mappings at the root are always blocks: people add lines to them. */
    private boolean isBlock(YamlNode value, int indent, int before, boolean isRoot) {
        boolean isEmpty = value instanceof Sequence list && list.items().isEmpty()
                || value instanceof Mapping mapping && mapping.entries().isEmpty();
        if (isEmpty || value instanceof Scalar) {
            return false;
        }
        boolean hasRows = value instanceof Sequence list && list.items().get(0) instanceof Mapping;
        return isRoot && (hasRows || value instanceof Mapping mapping && hasSections(mapping))
                || indent + before + 1 + flow(value).length() > MAX_WIDTH;
    }

    private static boolean hasSections(Mapping mapping) {
        return mapping.entries().values().stream().anyMatch(entry -> !(entry.value() instanceof Scalar));
    }

    private void block(YamlNode value, int indent) {
        if (value instanceof Mapping mapping) {
            mapping.entries().values().forEach(entry -> {
                out.append(" ".repeat(indent));
                entry(entry, indent, false);
            });
        } else if (value instanceof Sequence list) {
            if (list.items().stream().allMatch(Scalar.class::isInstance)) {
                wrap(list, indent);
            } else {
                list.items().forEach(item -> item(item, indent));
            }
        }
    }

    /** A long list of texts, as many in a line as fit. */
    private void wrap(Sequence list, int indent) {
        StringBuilder line = new StringBuilder(" ".repeat(indent)).append('[');
        for (int i = 0; i < list.items().size(); i++) {
            String item = flow(list.items().get(i)) + (i < list.items().size() - 1 ? "," : "]");
            if (line.length() + 1 + item.length() > MAX_WIDTH) {
                out.append(line).append('\n');
                line = new StringBuilder(" ".repeat(indent));
            }
            boolean isStart = line.length() == indent || line.charAt(line.length() - 1) == '[';
            line.append(isStart ? "" : " ").append(item);
        }
        out.append(line).append('\n');
    }

    private void item(YamlNode item, int indent) {
        out.append(" ".repeat(indent)).append("- ");
        if (!isBlock(item, indent, 1, false)) {
            out.append(flow(item)).append('\n');
        } else if (item instanceof Mapping mapping) {
            boolean isFirst = true;
            for (MappingEntry entry : mapping.entries().values()) {
                out.append(isFirst ? "" : " ".repeat(indent + STEP));
                entry(entry, indent + STEP, false);
                isFirst = false;
            }
        } else {
            out.append('\n');
            block(item, indent + STEP);
        }
    }

    private static String flow(YamlNode value) {
        if (value instanceof Scalar scalar) {
            return scalar.kind() == ScalarKind.TEXT ? text(scalar.text()) : scalar.text();
        }
        if (value instanceof Sequence list) {
            String items = list.items().stream().map(YamlWriter::flow).collect(Collectors.joining(", "));
            boolean hasRows = !list.items().isEmpty() && list.items().get(0) instanceof Mapping;
            return hasRows ? "[ " + items + " ]" : "[" + items + "]";
        }
        Mapping mapping = (Mapping) value;
        return mapping.entries().isEmpty()
                ? "{}"
                : mapping.entries().values().stream()
                        .map(entry -> key(entry.key()) + ": " + flow(entry.value()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String key(String key) {
        return text(key);
    }

    static String text(String text) {
        boolean isPlain = PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
        return isPlain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ' || c == 0x7F) {
                quoted.append(String.format("\\x%02X", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
