package org.postwatch.documents.form;

import java.util.List;

/** A value and its place. */
public record LocatedValue<T>(T value, SourceLocation at) {
    public static <T> List<T> values(List<LocatedValue<T>> all) {
        return all.stream().map(LocatedValue::value).toList();
    }
}
