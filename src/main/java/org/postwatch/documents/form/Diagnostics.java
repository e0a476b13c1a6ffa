package org.postwatch.documents.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.postwatch.text.NameSuggestion;

/** Collects diagnostics. Equal ones, as of a calendar that many campuses share, are kept once. */
public final class Diagnostics {
    /** Further diagnostics are dropped; the last one says so. */
    static final int MAX_DIAGNOSTICS = 1_000;

    private final Set<Diagnostic> all = new LinkedHashSet<>();
    private int errorCount;

    public void error(SourceLocation at, String message) {
        add(Diagnostic.DiagnosticSeverity.ERROR, at, message);
    }

    public void warn(SourceLocation at, String message) {
        add(Diagnostic.DiagnosticSeverity.WARNING, at, message);
    }

    /** Reports an error when a name is none of the valid ones, with the nearest of them. */
    public void checkKnown(String noun, LocatedValue<String> name, Collection<String> valid) {
        if (!valid.contains(name.value())) {
            error(name.at(), NameSuggestion.unknownNameMessage(noun, name.value(), valid));
        }
    }

    /** As {@link #checkKnown(String, LocatedValue, Collection)}, for each of several names. */
    public void checkKnown(String noun, List<LocatedValue<String>> names, Collection<String> valid) {
        names.forEach(name -> checkKnown(noun, name, valid));
    }

    /**
     * As {@link #checkKnown(String, LocatedValue, Collection)}, where the valid names are those of something.
     *
     * @param owner as {@code campus 'north'}
     */
    public void checkKnownIn(String owner, String noun, LocatedValue<String> name, Collection<String> valid) {
        if (!valid.contains(name.value())) {
            error(
                    name.at(),
                    owner + " has no " + noun + " '" + name.value() + "'" + NameSuggestion.hint(name.value(), valid));
        }
    }

    /** The number of errors so far, to see whether a part of a document adds to them. */
    int errorCount() {
        return errorCount;
    }

    public boolean hasErrors() {
        return errorCount > 0;
    }

    public List<Diagnostic> sorted() {
        return all.stream().sorted().toList();
    }

    private void add(Diagnostic.DiagnosticSeverity severity, SourceLocation at, String message) {
        if (severity == Diagnostic.DiagnosticSeverity.ERROR) {
            errorCount++;
        }
        if (all.size() < MAX_DIAGNOSTICS) {
            all.add(new Diagnostic(severity, at.file(), at.line(), at.column(), message));
        } else if (all.size() == MAX_DIAGNOSTICS) {
            // It has the place of the first one that is dropped, so that it does not look like the end of the list.
            all.add(new Diagnostic(
                    Diagnostic.DiagnosticSeverity.ERROR,
                    at.file(),
                    at.line(),
                    at.column(),
                    "more than " + MAX_DIAGNOSTICS + " faults; the others are not listed"));
            errorCount++;
        }
    }

    public static String join(Iterable<String> names) {
        List<String> copy = new ArrayList<>();
        names.forEach(copy::add);
        return String.join(", ", copy);
    }
}
