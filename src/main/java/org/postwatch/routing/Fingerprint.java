package org.postwatch.routing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.SortedMap;

/** SHA-256 over texts, in hex: what stands for a thing where it may not be named. */
public final class Fingerprint {
    private static final int REF_CHARS = 16;

    private Fingerprint() {}

    /** Stands for a subject or a matter outside: the same for every recipient, so that two can speak of one thing. */
    public static String ref(String district, String subject) {
        return of(district + "/" + subject).substring(0, REF_CHARS);
    }

    /** Of all names and values that were told, so that it can be shown later what was, and is not kept. */
    public static String ofTold(Collection<Notice.Item> items) {
        StringBuilder lines = new StringBuilder();
        items.stream()
                .map(Notice.Item::fields)
                .map(SortedMap::entrySet)
                .flatMap(Collection::stream)
                .map(field -> field.getKey() + "=" + field.getValue())
                .sorted()
                .forEach(line -> lines.append(line).append('\n'));
        return of(lines.toString());
    }

    public static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
