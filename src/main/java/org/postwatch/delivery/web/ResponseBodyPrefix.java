package org.postwatch.delivery.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.HttpEntity;

/**
 * The first bytes of an answer.
 *
 * @param complete whether that was all for certain; otherwise the connection is of no more use
 */
record ResponseBodyPrefix(String text, boolean isComplete) {
    static final int MAX_BYTES = 2_048;

    /** @param entity null when the answer has no body */
    static ResponseBodyPrefix of(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new ResponseBodyPrefix("", true);
        }
        byte[] bytes = entity.getContent().readNBytes(MAX_BYTES);
        return new ResponseBodyPrefix(new String(bytes, StandardCharsets.UTF_8), bytes.length < MAX_BYTES);
    }
}
