package org.postwatch.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.postwatch.plan.PlanRevision;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of each apply, beside the plans in their topic: under a key of its own, so that compaction keeps them all,
 * and with a sign in it that no campus may have in its id.
 */
public final class PlanRevisionJson {
    public static final int FORMAT = 1;

    private static final String KEY_INFIX = "/~apply/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlanRevisionJson() {}

    public static String key(PlanRevision applied) {
        return applied.district() + KEY_INFIX + applied.appliedAt();
    }

    /** Whether a key of the topic of plans is that of such a record, or of anything else that is no plan. */
    public static boolean isAuxiliaryKey(String key) {
        return key.contains("/~");
    }

    public static boolean isPlanRevisionKey(String key) {
        return key.contains(KEY_INFIX);
    }

    public static byte[] encode(PlanRevision applied) {
        ObjectNode root = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("district", applied.district())
                .put("at", applied.appliedAt().toString())
                .put("author", applied.author())
                .put("reason", applied.reason());
        applied.effectiveFrom().ifPresent(from -> root.put("from", from.toString()));
        root.put("restated", applied.restated());
        PlanJsonFields.strings(root, "changes", applied.changes());
        if (!applied.mandatoryDenials().isEmpty()) {
            PlanJsonFields.strings(root, "barred", applied.mandatoryDenials());
        }
        if (!applied.liftedDenials().isEmpty()) {
            PlanJsonFields.strings(root, "lifted", applied.liftedDenials());
        }
        return JSON.writeValueAsBytes(root);
    }

    /** @throws IllegalArgumentException if the bytes are no such record of this format */
    public static PlanRevision decode(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (root.path("format").asInt(0) != FORMAT) {
                throw new IllegalArgumentException("not the record of an apply of format " + FORMAT);
            }
            return new PlanRevision(
                    root.required("district").asString(),
                    Instant.parse(root.required("at").asString()),
                    root.required("author").asString(),
                    root.required("reason").asString(),
                    Optional.ofNullable(root.get("from")).map(from -> LocalDate.parse(from.asString())),
                    root.path("restated").asBoolean(false),
                    PlanJsonFields.strings(root, "changes"),
                    PlanJsonFields.strings(root, "barred"),
                    PlanJsonFields.strings(root, "lifted"));
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not the record of an apply: " + e.getMessage(), e);
        }
    }
}
