package org.postwatch.intake.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A value that an expression reads, as {@code body.params.events[].ts}.
 *
 * @param segments the variable first; {@value #ELEMENT} for an element of a list
 * @param optional whether the expression asks for its presence, so that its absence is no fault
 */
record FieldPath(List<String> segments, boolean optional) {
    /** An element of a list. */
    static final String ELEMENT = "[]";

    FieldPath {
        segments = List.copyOf(segments);
    }

    String root() {
        return segments.get(0);
    }

    FieldPath plus(String segment) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(segment);
        return new FieldPath(longer, optional);
    }

    FieldPath asOptional() {
        return new FieldPath(segments, true);
    }

    /** With another path instead of the variable: what {@code item} stands for. */
    FieldPath under(FieldPath base) {
        List<String> all = new ArrayList<>(base.segments);
        all.addAll(segments.subList(1, segments.size()));
        return new FieldPath(all, optional);
    }

    String text() {
        return segments.stream()
                .map(segment -> segment.equals(ELEMENT) ? segment : "." + segment)
                .collect(Collectors.joining())
                .substring(1);
    }

    /** Whether the variables lack it. Elements of lists are not looked at. */
    boolean isMissing(Map<String, ?> variables) {
        Object at = variables;
        for (String segment : segments) {
            if (segment.equals(ELEMENT)) {
                return false;
            }
            if (!(at instanceof Map<?, ?> map) || !map.containsKey(segment)) {
                return true;
            }
            at = map.get(segment);
        }
        return false;
    }
}
