package org.postwatch.intake.cloudevents;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strict JSON in strict UTF-8, and descriptions of what is wrong with it. */
final class EventText {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_DESCRIPTION = 200;

    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();

    /** Each event is read strictly later. */
    private static final JsonFactory BATCHES =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventText() {}

    static JsonNode readTree(byte[] bytes) throws CharacterCodingException {
        return JSON.readTree(utf8(bytes));
    }

    /**
     * The elements of a JSON array, each as it is written there; empty when it is no array. Only their syntax is checked.
     *
     * @param max after one more the rest is not read
     * @throws JacksonException if it is no JSON
     */
    static Optional<List<byte[]>> arrayElements(byte[] json, int max) throws CharacterCodingException {
        if (utf8(json).indexOf('\0') >= 0) {
            // The parser would take it for UTF-16.
            throw new CharacterCodingException();
        }
        try (JsonParser parser = BATCHES.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            List<byte[]> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                elements.add(Arrays.copyOfRange(
                        json, from, (int) parser.currentLocation().getByteOffset()));
                if (elements.size() > max) {
                    return Optional.of(elements);
                }
            }
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "something follows the array");
            }
            return Optional.of(elements);
        }
    }

    static byte[] write(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Where the text is no JSON. What stands there is not repeated. */
    static String describe(JacksonException e) {
        return e.getLocation() == null
                ? "a value or the nesting exceeds a limit"
                : "error at byte " + e.getLocation().getByteOffset();
    }

    static String printable(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > MAX_DESCRIPTION ? line.substring(0, MAX_DESCRIPTION) + "…" : line;
    }
}
