package org.postwatch.documents;

import java.nio.file.Path;

/** A place in a document; line and column count from 1. */
record SourceLocation(Path file, int line, int column) {
    /** For messages that point elsewhere: the last two parts of the path are enough to find it. */
    @Override
    public String toString() {
        Path parent = file.getParent();
        boolean nested = parent != null && parent.endsWith(DistrictDocuments.CAMPUSES_FOLDER);
        return (nested ? DistrictDocuments.CAMPUSES_FOLDER + "/" : "") + file.getFileName() + ":" + line + ":" + column;
    }
}
