package org.postwatch.wire;

import org.postwatch.plan.PlanRevision;

/**
 * The record of each apply, in the topic of plans. Each has a key of its own, so that compaction keeps them all; the key
 * contains a character that no id of a campus may contain.
 */
public final class PlanRevisionJson {
    private static final String KEY_INFIX = "/~apply/";

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
        return TopicJson.write(applied);
    }

    /** @throws IllegalArgumentException if the bytes are no such record of this format; the message names the field */
    public static PlanRevision decode(byte[] bytes) {
        return TopicJson.read(bytes, PlanRevision.class);
    }
}
