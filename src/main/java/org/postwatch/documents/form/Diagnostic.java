package org.postwatch.documents.form;

import java.nio.file.Path;
import java.util.Comparator;
import org.postwatch.text.PrintableText;
import org.postwatch.text.WireName;

/**
 * An error or a warning about a document, with what was found and what was expected.
 *
 * @param line counts from 1, as does the column
 */
public record Diagnostic(DiagnosticSeverity severity, Path file, int line, int column, String message)
        implements Comparable<Diagnostic> {
    /** Errors keep a district from being compiled; warnings are about what is probably not meant. */
    public enum DiagnosticSeverity implements WireName {
        ERROR,
        WARNING
    }

    private static final Comparator<Diagnostic> ORDER = Comparator.comparing(Diagnostic::file)
            .thenComparingInt(Diagnostic::line)
            .thenComparingInt(Diagnostic::column)
            .thenComparing(Diagnostic::severity)
            .thenComparing(Diagnostic::message);

    @Override
    public int compareTo(Diagnostic other) {
        return ORDER.compare(this, other);
    }

    /** As compilers say it: {@code district.yaml:12:7: error: …}; one line, whatever the document contains. */
    @Override
    public String toString() {
        return PrintableText.escape(file + ":" + line + ":" + column + ": " + severity.wireName() + ": " + message);
    }
}
