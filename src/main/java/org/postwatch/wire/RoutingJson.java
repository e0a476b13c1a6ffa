package org.postwatch.wire;

import org.postwatch.notification.route.MandatoryDenialCheck;
import org.postwatch.notification.route.RoutingConfig;

/**
 * The routing of a district, as a value of the topic of plans under a key of its own: compact UTF-8 JSON with a
 * {@code format}. Equal routings have equal bytes, what is empty is left out, and fields that are not known are ignored.
 */
public final class RoutingJson {
    private static final String KEY_SUFFIX = "/~routing";

    private RoutingJson() {}

    /** It contains a character that no id of a campus may contain. */
    public static String key(String district) {
        return district + KEY_SUFFIX;
    }

    /** Whether a key of the topic of plans is that of a routing. */
    public static boolean isRoutingKey(String key) {
        return key.endsWith(KEY_SUFFIX);
    }

    public static byte[] encode(RoutingConfig routing) {
        return TopicJson.write(routing);
    }

    /**
     * @throws IllegalArgumentException if the bytes are no routing of this format, or one that does what is denied,
     *     however it was written there
     */
    public static RoutingConfig decode(byte[] bytes) {
        RoutingConfig routing = TopicJson.read(bytes, RoutingConfig.class);
        try {
            return MandatoryDenialCheck.requireNoViolations(routing);
        } catch (IndexOutOfBoundsException e) {
            // The forms of addresses are checked in documents, not in records.
            throw new IllegalArgumentException("not a routing: " + e.getMessage(), e);
        }
    }
}
