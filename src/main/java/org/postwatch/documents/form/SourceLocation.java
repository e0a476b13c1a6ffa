package org.postwatch.documents.form;

import java.nio.file.Path;

/** A place in a document; line and column count from 1. */
public record SourceLocation(Path file, int line, int column) {
    /** The folder of a district that has one document for each of its campuses. */
    public static final String CAMPUSES_FOLDER = "campuses";

    /** The folder of a district that has documents with officers. */
    public static final String OFFICERS_FOLDER = "officers";

    /** For messages that point elsewhere: the last two parts of the path are enough to find it. */
    @Override
    public String toString() {
        Path parent = file.getParent();
        boolean isNested = parent != null && (parent.endsWith(CAMPUSES_FOLDER) || parent.endsWith(OFFICERS_FOLDER));
        return (isNested ? parent.getFileName() + "/" : "") + file.getFileName() + ":" + line + ":" + column;
    }
}
