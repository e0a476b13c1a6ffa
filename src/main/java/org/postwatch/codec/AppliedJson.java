package org.postwatch.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.postwatch.plan.Applied;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of each apply, beside the plans in their topic: under a key of its own, so that compaction keeps them all,
 * and with a sign in it that no campus may have in its id.
 */
public final class AppliedJson {
    public static final int FORMAT = 1;

    private static final String MARK = "/~apply/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AppliedJson() {}

    public static String key(Applied applied) {
        return applied.district() + MARK + applied.at();
    }

    /** Whether a key of the topic of plans is that of such a record, or of anything else that is no plan. */
    public static boolean isNoPlan(String key) {
        return key.contains("/~");
    }

    public static boolean isApplied(String key) {
        return key.contains(MARK);
    }

    public static byte[] encode(Applied applied) {
        ObjectNode root = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("district", applied.district())
                .put("at", applied.at().toString())
                .put("author", applied.author())
                .put("reason", applied.reason());
        applied.from().ifPresent(from -> root.put("from", from.toString()));
        root.put("restated", applied.restated());
        JsonShape.strings(root, "changes", applied.changes());
        if (!applied.barred().isEmpty()) {
            JsonShape.strings(root, "barred", applied.barred());
        }
        if (!applied.lifted().isEmpty()) {
            JsonShape.strings(root, "lifted", applied.lifted());
        }
        return JSON.writeValueAsBytes(root);
    }

    /** @throws IllegalArgumentException if the bytes are no such record of this format */
    public static Applied decode(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (root.path("format").asInt(0) != FORMAT) {
                throw new IllegalArgumentException("not the record of an apply of format " + FORMAT);
            }
            return new Applied(
                    root.required("district").asString(),
                    Instant.parse(root.required("at").asString()),
                    root.required("author").asString(),
                    root.required("reason").asString(),
                    Optional.ofNullable(root.get("from")).map(from -> LocalDate.parse(from.asString())),
                    root.path("restated").asBoolean(false),
                    JsonShape.strings(root, "changes"),
                    JsonShape.strings(root, "barred"),
                    JsonShape.strings(root, "lifted"));
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not the record of an apply: " + e.getMessage(), e);
        }
    }
}
