package org.postwatch.documents;

import java.util.List;

/** A value and where it stands. */
record LocatedValue<T>(T value, SourceLocation at) {
    static <T> List<T> values(List<LocatedValue<T>> all) {
        return all.stream().map(LocatedValue::value).toList();
    }
}
