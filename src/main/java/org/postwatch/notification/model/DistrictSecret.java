package org.postwatch.notification.model;

import java.util.HexFormat;

/**
 * The secret of a district: created once, at random, and kept by instances only. References and hashes are derived from it, so
 * that nobody without it can guess what they stand for.
 *
 * @param hex {@value #BYTES} bytes in lower-case hexadecimal digits
 */
public record DistrictSecret(String hex) {
    public static final int BYTES = 32;

    /** @throws IllegalArgumentException when it is not {@value #BYTES} bytes in hexadecimal digits; the message does not say what was found */
    public DistrictSecret {
        if (!hex.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
            throw new IllegalArgumentException("a district's secret is " + BYTES + " bytes in hexadecimal digits");
        }
    }

    public static DistrictSecret of(byte[] bytes) {
        return new DistrictSecret(HexFormat.of().formatHex(bytes));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Never what it is: it must not come into a log or a message. */
    @Override
    public String toString() {
        return "DistrictSecret[...]";
    }
}
