package org.postwatch.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percent-encoding of UTF-8 (RFC 3986) in paths and queries. Malformed input is an error and not replaced. */
final class PercentEncoding {
    private PercentEncoding() {}

    /** @throws IllegalArgumentException if it is malformed */
    static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                i++;
            } else {
                bytes.write(octet(text, i + 1));
                i += 3;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("percent-encoded text is not UTF-8", e);
        }
    }

    private static int octet(String text, int at) {
        int high = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException("'%' is not followed by two hexadecimal digits");
        }
        return high * 16 + low;
    }

    /**
     * The parameters of a query, where {@code +} is a space.
     *
     * @param query null if there is none
     * @throws IllegalArgumentException if it is malformed
     */
    static Map<String, List<String>> query(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] sides = pair.replace('+', ' ').split("=", 2);
                parameters
                        .computeIfAbsent(decode(sides[0]), name -> new ArrayList<>())
                        .add(sides.length == 1 ? "" : decode(sides[1]));
            }
        }
        return parameters;
    }
}
