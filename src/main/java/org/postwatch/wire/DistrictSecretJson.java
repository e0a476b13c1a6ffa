package org.postwatch.wire;

import org.postwatch.notification.model.DistrictSecret;

/** The secret of a district: the values of {@code postwatch.secrets}, by district. */
public final class DistrictSecretJson {
    private static final int TYPICAL_BYTES = 160;

    private DistrictSecretJson() {}

    public static byte[] write(String district, DistrictSecret secret) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            JsonOutput.writeFormatAndDistrict(json, district);
            json.writeStringProperty("secret", secret.hex());
        });
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message does not repeat them */
    public static DistrictSecret read(byte[] bytes) {
        return new DistrictSecret(JsonInput.of(bytes).text("secret"));
    }
}
