package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hash of values that does not depend on the order of keys. Lengths and types are part of it, so that no two lists of
 * values are hashed alike.
 */
final class CanonicalHash {
    private CanonicalHash() {}

    /** SHA-256 in lower-case hex. */
    static String of(List<Object> values) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        add(digest, values);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Object value) {
        if (value instanceof List<?> list) {
            addText(digest, 'l', String.valueOf(list.size()));
            list.forEach(element -> add(digest, element));
        } else if (value instanceof Map<?, ?> map) {
            addText(digest, 'm', String.valueOf(map.size()));
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), each));
            sorted.forEach((key, each) -> {
                addText(digest, 'k', key);
                add(digest, each);
            });
        } else {
            String text =
                    value instanceof Double number ? Decimals.shortest(number).toString() : String.valueOf(value);
            addText(digest, type(value), text);
        }
    }

    private static char type(Object value) {
        if (value instanceof String) {
            return 's';
        }
        return value instanceof Number ? 'n' : 'o';
    }

    private static void addText(MessageDigest digest, char type, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update((type + "" + bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
    }
}
