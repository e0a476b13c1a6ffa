package org.postwatch.replay;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The district that a line names, however wrong the rest of it may be. */
final class PartitionKey {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PartitionKey() {}

    static Optional<String> of(byte[] value) {
        try {
            JsonNode key = JSON.readTree(value).path("partitionkey");
            return key.isString() ? Optional.of(key.asString()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
