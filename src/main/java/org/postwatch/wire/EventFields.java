package org.postwatch.wire;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.postwatch.event.EventOrigin;
import org.postwatch.text.PrintableText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What one pass has picked up, before the type says which of it matters: {@code data} may come before {@code type}.
 * The questions below answer with a stand-in when the answer is no, and keep the first fault.
 */
final class EventFields {
    static final int MAX_ID_LENGTH = EventOrigin.MAX_ID_LENGTH;
    private static final int MAX_EXCERPT_LENGTH = 40;

    /** The values; for a value of the wrong kind, what was found instead. */
    private final String[] values = new String[EventFieldIndex.COUNT];

    // One bit per field.
    private int seen;
    private int duplicated;
    private int notStrings;
    private int unchecked;

    private long time = Rfc3339.INVALID;
    private String error;

    /** Takes the value that the parser stands at. */
    void readField(int field, JsonParser parser, JsonToken token, StringInterner strings) {
        int bit = 1 << field;
        duplicated |= seen & bit;
        seen |= bit;
        if (token != JsonToken.VALUE_STRING) {
            if (token != JsonToken.VALUE_NULL) {
                notStrings |= bit;
                values[field] = describeToken(token, parser);
                parser.skipChildren();
            }
            return;
        }
        char[] chars = parser.getStringCharacters();
        int at = parser.getStringOffset();
        int length = parser.getStringLength();
        if (field == EventFieldIndex.TIME) {
            time = Rfc3339.parse(chars, at, length);
            if (time != Rfc3339.INVALID) {
                values[field] = "";
                return;
            }
        } else if (field != EventFieldIndex.ID) {
            values[field] = strings.intern(chars, at, length);
        }
        if (values[field] == null) {
            unchecked |= bit;
            values[field] = new String(chars, at, length);
        }
    }

    /** The {@code data} attribute: an object's fields are taken one by one, anything else is kept as what was found. */
    void readData(JsonParser parser, JsonToken token) {
        int bit = 1 << EventFieldIndex.DATA;
        duplicated |= seen & bit;
        seen |= bit;
        if (token == JsonToken.START_OBJECT) {
            values[EventFieldIndex.DATA] = "";
        } else if (token != JsonToken.VALUE_NULL) {
            notStrings |= bit;
            values[EventFieldIndex.DATA] = describeToken(token, parser);
            parser.skipChildren();
        }
    }

    /**
     * What a field holds in Base64 (RFC 4648, 4); empty when it holds nothing, or, which is a fault, something else.
     */
    Optional<byte[]> decodeBase64(int field) {
        if (!has(field)) {
            return Optional.empty();
        }
        String value = string(field);
        try {
            return error == null ? Optional.of(Base64.getDecoder().decode(value)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            reportMismatch(field, "Base64", quote(value));
            return Optional.empty();
        }
    }

    boolean has(int field) {
        return values[field] != null;
    }

    /** The first thing that was wrong, or null. */
    String error() {
        return error;
    }

    /** Envelope attributes must not occur twice, for any type. */
    void requireUniqueAttributes() {
        for (int field = 0; duplicated != 0 && field <= EventFieldIndex.DATA; field++) {
            requireUnique(field);
        }
    }

    String string(int field) {
        requireUnique(field);
        if (values[field] == null) {
            reportMismatch(field, "a string", "nothing");
            return "";
        }
        if ((notStrings & 1 << field) != 0) {
            reportMismatch(field, "a string", values[field]);
            return "";
        }
        return values[field];
    }

    String id(int field) {
        return id(field, MAX_ID_LENGTH);
    }

    String id(int field, int lengthMax) {
        String value = string(field);
        if ((unchecked & 1 << field) != 0 && !isId(value, lengthMax)) {
            reportMismatch(field, "1 to " + lengthMax + " printable characters", quote(value));
        }
        return value;
    }

    Optional<String> optionalId(int field) {
        return has(field) ? Optional.of(id(field)) : Optional.empty();
    }

    /** The event's own time. */
    Instant time() {
        if (time == Rfc3339.INVALID || (duplicated & 1 << EventFieldIndex.TIME) != 0) {
            requireInstant(EventFieldIndex.TIME, string(EventFieldIndex.TIME), time);
        }
        return Instant.ofEpochMilli(time == Rfc3339.INVALID ? 0 : time);
    }

    Instant instant(int field) {
        String value = string(field);
        long instant = Rfc3339.parse(value);
        requireInstant(field, value, instant);
        return Instant.ofEpochMilli(instant == Rfc3339.INVALID ? 0 : instant);
    }

    Optional<Instant> optionalInstant(int field) {
        return has(field) ? Optional.of(instant(field)) : Optional.empty();
    }

    /** False if the value is missing. */
    boolean flag(int field) {
        requireUnique(field);
        boolean told = (notStrings & 1 << field) != 0;
        if (!has(field) || (told && values[field].equals("false"))) {
            return false;
        }
        if (!told || !values[field].equals("true")) {
            reportMismatch(field, "true or false", told ? values[field] : quote(values[field]));
        }
        return true;
    }

    /** An object, or, when it is not needed, nothing. */
    void requireData(boolean needed) {
        if ((notStrings & 1 << EventFieldIndex.DATA) != 0 || (needed && !has(EventFieldIndex.DATA))) {
            reportMismatch(
                    EventFieldIndex.DATA,
                    "an object",
                    has(EventFieldIndex.DATA) ? values[EventFieldIndex.DATA] : "nothing");
        }
    }

    void reportMismatch(int field, String what, String found) {
        error(EventFieldIndex.pathOf(field) + ": expected " + what + ", found " + found);
    }

    private void requireUnique(int field) {
        if ((duplicated & 1 << field) != 0) {
            error(EventFieldIndex.pathOf(field) + ": expected once, found twice");
        }
    }

    private void requireInstant(int field, String value, long instant) {
        if (instant == Rfc3339.INVALID) {
            reportMismatch(field, "an RFC 3339 date-time with offset", quote(value));
        }
    }

    /** Keeps what is wrong, if nothing was before. */
    void error(String what) {
        if (error == null) {
            error = what;
        }
    }

    static String quote(String value) {
        return '"' + truncate(toSingleLine(value)) + '"';
    }

    /** Fit for a header or a terminal: nothing in it that ends a line or gives an order. */
    static String toSingleLine(String value) {
        StringBuilder line = new StringBuilder(value.length());
        value.codePoints().forEach(c -> line.appendCodePoint(PrintableText.isPrintable(c) ? c : '?'));
        return line.toString();
    }

    static boolean isId(String value, int lengthMax) {
        return !value.isEmpty()
                && value.codePointCount(0, value.length()) <= lengthMax
                && PrintableText.isPrintable(value);
    }

    private static String describeToken(JsonToken token, JsonParser parser) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number " + truncate(parser.getString());
            default -> parser.getString();
        };
    }

    static String truncate(String text) {
        return text.length() > MAX_EXCERPT_LENGTH ? text.substring(0, MAX_EXCERPT_LENGTH) + "…" : text;
    }
}
