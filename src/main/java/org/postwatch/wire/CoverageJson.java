package org.postwatch.wire;

import org.postwatch.coverage.CampusCoverage;

/** The coverage of a campus now: the values of {@code postwatch.coverage}. */
public final class CoverageJson {
    private CoverageJson() {}

    public static byte[] write(CampusCoverage campus) {
        return TopicJson.write(campus);
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message names the field */
    public static CampusCoverage read(byte[] bytes) {
        return TopicJson.read(bytes, CampusCoverage.class);
    }
}
