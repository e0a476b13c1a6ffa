package org.postwatch.codec.document;

import java.nio.file.Path;
import java.util.Comparator;
import org.postwatch.text.PrintableText;

/**
 * One thing wrong in a document, with what was found and what was expected.
 *
 * @param line counts from 1, as does the column
 */
public record Fault(Severity severity, Path file, int line, int column, String message) implements Comparable<Fault> {
    /** Errors keep a district from being compiled; warnings are things an administrator hardly means. */
    public enum Severity {
        ERROR("error"),
        WARNING("warning");

        private final String wireName;

        Severity(String wireName) {
            this.wireName = wireName;
        }

        /** Lower case, as {@code error}. */
        public String wireName() {
            return wireName;
        }
    }

    private static final Comparator<Fault> ORDER = Comparator.comparing(Fault::file)
            .thenComparingInt(Fault::line)
            .thenComparingInt(Fault::column)
            .thenComparing(Fault::severity)
            .thenComparing(Fault::message);

    @Override
    public int compareTo(Fault other) {
        return ORDER.compare(this, other);
    }

    /** As compilers say it: {@code district.yaml:12:7: error: …}; one line, whatever stands in the document. */
    @Override
    public String toString() {
        return PrintableText.escape(file + ":" + line + ":" + column + ": " + severity.wireName() + ": " + message);
    }
}
