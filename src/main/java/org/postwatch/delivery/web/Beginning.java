package org.postwatch.delivery.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.HttpEntity;

/**
 * The first bytes of an answer.
 *
 * @param complete whether that was all for certain; otherwise the connection is of no more use
 */
record Beginning(String text, boolean complete) {
    static final int BYTES_MAX = 2_048;

    /** @param entity null when the answer has no body */
    static Beginning of(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new Beginning("", true);
        }
        byte[] bytes = entity.getContent().readNBytes(BYTES_MAX);
        return new Beginning(new String(bytes, StandardCharsets.UTF_8), bytes.length < BYTES_MAX);
    }
}
