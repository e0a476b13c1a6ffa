package org.postwatch.wire;

import org.postwatch.notification.model.DistrictSecret;

/** The secret of a district: the values of {@code postwatch.secrets}, by district. */
public final class DistrictSecretJson {
    private DistrictSecretJson() {}

    record DistrictSecretFields(String district, String secret) {}

    public static byte[] write(String district, DistrictSecret secret) {
        return TopicJson.write(new DistrictSecretFields(district, secret.hex()));
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message does not repeat them */
    public static DistrictSecret read(byte[] bytes) {
        return new DistrictSecret(
                TopicJson.read(bytes, DistrictSecretFields.class).secret());
    }
}
