package org.postwatch.documents.form;

import java.nio.file.Path;

/** A place in a document; line and column count from 1. */
public record SourceLocation(Path file, int line, int column) {
    /** The folder of a district that has one document for each of its campuses. */
    public static final String CAMPUSES_FOLDER = "campuses";

    /** For messages that point elsewhere: the last two parts of the path are enough to find it. */
    @Override
    public String toString() {
        Path parent = file.getParent();
        boolean nested = parent != null && parent.endsWith(CAMPUSES_FOLDER);
        return (nested ? CAMPUSES_FOLDER + "/" : "") + file.getFileName() + ":" + line + ":" + column;
    }
}
