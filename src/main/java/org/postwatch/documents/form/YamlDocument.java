package org.postwatch.documents.form;

import java.util.List;
import java.util.Map;

/**
 * A document to write.
 *
 * @param header comment lines above everything, without {@code #}
 * @param comments comment lines above keys of the root, without {@code #}
 */
public record YamlDocument(List<String> header, YamlNode.Mapping root, Map<String, List<String>> comments) {
    public YamlDocument {
        header = List.copyOf(header);
        comments = Map.copyOf(comments);
    }

    /** One without comments above keys. */
    public YamlDocument(List<String> header, YamlNode.Mapping root) {
        this(header, root, Map.of());
    }

    /** The text, as {@link YamlReader} reads it. */
    public String text() {
        return YamlWriter.write(this);
    }
}
