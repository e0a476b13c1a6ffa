package org.postwatch.codec.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects faults; the same one said twice (a calendar shared by many campuses) is one. */
final class Faults {
    /** What nobody reads to the end is not kept; the last one says so. */
    static final int FAULTS_MAX = 1_000;

    private final Set<Fault> all = new LinkedHashSet<>();
    private int errors;

    void error(Spot at, String message) {
        add(Fault.Severity.ERROR, at, message);
    }

    void warn(Spot at, String message) {
        add(Fault.Severity.WARNING, at, message);
    }

    /** How many there were so far, to see whether a part of a document adds to them. */
    int errors() {
        return errors;
    }

    boolean hasErrors() {
        return errors > 0;
    }

    List<Fault> sorted() {
        return all.stream().sorted().toList();
    }

    private void add(Fault.Severity severity, Spot at, String message) {
        if (severity == Fault.Severity.ERROR) {
            errors++;
        }
        if (all.size() < FAULTS_MAX) {
            all.add(new Fault(severity, at.file(), at.line(), at.column(), message));
        } else if (all.size() == FAULTS_MAX) {
            // Said where the first one too many is, so that it does not look like the end of the list.
            all.add(new Fault(
                    Fault.Severity.ERROR,
                    at.file(),
                    at.line(),
                    at.column(),
                    "more than " + FAULTS_MAX + " faults; the others are not listed"));
            errors++;
        }
    }

    static String list(Iterable<String> names) {
        List<String> copy = new ArrayList<>();
        names.forEach(copy::add);
        return String.join(", ", copy);
    }
}
