package org.postwatch.codec;

import org.postwatch.routing.DistrictSecret;

/** The secret of a district: the values of {@code postwatch.secrets}, by district. */
public final class SecretJson {
    private static final int BYTES_TYPICAL = 160;

    private SecretJson() {}

    public static byte[] write(String district, DistrictSecret secret) {
        return Output.object(BYTES_TYPICAL, json -> {
            Output.format(json, district);
            json.writeStringProperty("secret", secret.hex());
        });
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message does not repeat them */
    public static DistrictSecret read(byte[] bytes) {
        return new DistrictSecret(OutputTree.of(bytes).text("secret"));
    }
}
