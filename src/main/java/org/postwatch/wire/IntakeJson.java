package org.postwatch.wire;

import org.postwatch.intake.IntakeConfig;

/**
 * The sources of a district, as a value of the topic of plans under a key of its own: compact UTF-8 JSON with a {@code
 * format}. Equal configurations have equal bytes. A district without sources has no record.
 */
public final class IntakeJson {
    /** A larger one is rejected with the documents: the topic would not take it. */
    public static final int MAX_BYTES = 7 * 1024 * 1024;

    private static final String KEY_SUFFIX = "/~intake";

    private IntakeJson() {}

    /** It contains a character that no id of a campus may contain. */
    public static String key(String district) {
        return district + KEY_SUFFIX;
    }

    /** Whether a key of the topic of plans is that of a district's sources. */
    public static boolean isIntakeKey(String key) {
        return key.endsWith(KEY_SUFFIX);
    }

    public static byte[] encode(IntakeConfig config) {
        return TopicJson.write(IntakeFields.of(config));
    }

    /** @throws IllegalArgumentException if the bytes are no such record of this format; the message names the field */
    public static IntakeConfig decode(byte[] bytes) {
        return TopicJson.read(bytes, IntakeFields.class).config();
    }
}
