package org.postwatch.checkin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Fields that a page carries and that nobody can change: they are signed together with the moment at which they expire. */
final class SignedFields {
    private static final int SIGNATURE_BYTES = 32;
    /** The fields of a ticket are ids of 128 characters at most. */
    private static final int MAX_CHARS = 2_000;

    private final CheckInKey key;
    private final String purpose;

    SignedFields(CheckInKey key, String purpose) {
        this.key = key;
        this.purpose = purpose;
    }

    /** @throws IllegalArgumentException if a field has a line break */
    String write(Instant expiry, String... fields) {
        for (String field : fields) {
            if (field.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a field with a line break cannot be signed");
            }
        }
        String text = expiry.getEpochSecond() + "\n" + String.join("\n", fields);
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return body + "." + key.sign(purpose, SIGNATURE_BYTES, text);
    }

    /** The fields; empty if the text is not what was signed, has another number of fields, or has expired. */
    Optional<List<String>> read(String text, int count, Instant now) {
        int dot = text.indexOf('.');
        if (dot < 0 || text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String body;
        try {
            body = new String(Base64.getUrlDecoder().decode(text.substring(0, dot)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (!CheckInKey.isEqual(key.sign(purpose, SIGNATURE_BYTES, body), text.substring(dot + 1))) {
            return Optional.empty();
        }
        List<String> parts = Arrays.asList(body.split("\n", -1));
        boolean holds = parts.size() == count + 1 && now.getEpochSecond() < Long.parseLong(parts.get(0));
        return holds ? Optional.of(List.copyOf(parts.subList(1, parts.size()))) : Optional.empty();
    }
}
