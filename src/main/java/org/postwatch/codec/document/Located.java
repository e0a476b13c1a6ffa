package org.postwatch.codec.document;

import java.util.List;

/** A value and where it stands. */
record Located<T>(T value, Spot at) {
    static <T> List<T> values(List<Located<T>> all) {
        return all.stream().map(Located::value).toList();
    }
}
