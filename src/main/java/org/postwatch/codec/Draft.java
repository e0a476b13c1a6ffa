package org.postwatch.codec;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.postwatch.text.PrintableText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What one pass has picked up, before the type says which of it matters: {@code data} may come before {@code type}.
 * The questions below answer with a stand-in when the answer is no, and keep the first fault.
 */
final class Draft {
    static final int ID_LENGTH_MAX = 128;
    static final int INCIDENT_LENGTH_MAX = 512;
    private static final int EXCERPT_LENGTH_MAX = 40;

    /** The values; for a value of the wrong kind, what was found instead. */
    private final String[] text = new String[Field.COUNT];

    // One bit per field.
    private int seen;
    private int twice;
    private int wrong;
    private int odd;

    private long time = Instants.NONE;
    private String fault;

    /** Takes the value that the parser stands at. */
    void take(int field, JsonParser parser, JsonToken token, SmallStrings strings) {
        int bit = 1 << field;
        twice |= seen & bit;
        seen |= bit;
        if (token != JsonToken.VALUE_STRING) {
            if (token != JsonToken.VALUE_NULL) {
                wrong |= bit;
                text[field] = found(token, parser);
                parser.skipChildren();
            }
            return;
        }
        char[] chars = parser.getStringCharacters();
        int at = parser.getStringOffset();
        int length = parser.getStringLength();
        if (field == Field.TIME) {
            time = Instants.parse(chars, at, length);
            if (time != Instants.NONE) {
                text[field] = "";
                return;
            }
        } else if (field != Field.ID) {
            text[field] = strings.plain(chars, at, length);
        }
        if (text[field] == null) {
            odd |= bit;
            text[field] = new String(chars, at, length);
        }
    }

    /** The {@code data} attribute: an object's fields are taken one by one, anything else is kept as what was found. */
    void takeData(JsonParser parser, JsonToken token) {
        int bit = 1 << Field.DATA;
        twice |= seen & bit;
        seen |= bit;
        if (token == JsonToken.START_OBJECT) {
            text[Field.DATA] = "";
        } else if (token != JsonToken.VALUE_NULL) {
            wrong |= bit;
            text[Field.DATA] = found(token, parser);
            parser.skipChildren();
        }
    }

    /** What a field holds in Base64 (RFC 4648, 4); empty when it holds nothing, or, which is a fault, something else. */
    Optional<byte[]> decoded(int field) {
        if (!has(field)) {
            return Optional.empty();
        }
        String value = string(field);
        try {
            return fault == null ? Optional.of(Base64.getDecoder().decode(value)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            expected(field, "Base64", quote(value));
            return Optional.empty();
        }
    }

    boolean has(int field) {
        return text[field] != null;
    }

    /** The first thing that was wrong, or null. */
    String fault() {
        return fault;
    }

    /** The attributes of the envelope that are read may not be told twice, whatever the type. */
    void expectNoEnvelopeTwice() {
        for (int field = 0; twice != 0 && field <= Field.DATA; field++) {
            expectOnce(field);
        }
    }

    String string(int field) {
        expectOnce(field);
        if (text[field] == null) {
            expected(field, "a string", "nothing");
            return "";
        }
        if ((wrong & 1 << field) != 0) {
            expected(field, "a string", text[field]);
            return "";
        }
        return text[field];
    }

    String id(int field) {
        return id(field, ID_LENGTH_MAX);
    }

    String id(int field, int lengthMax) {
        String value = string(field);
        if ((odd & 1 << field) != 0 && !isId(value, lengthMax)) {
            expected(field, "1 to " + lengthMax + " printable characters", quote(value));
        }
        return value;
    }

    Optional<String> optionalId(int field) {
        return has(field) ? Optional.of(id(field)) : Optional.empty();
    }

    /** The event's own time. */
    Instant time() {
        if (time == Instants.NONE || (twice & 1 << Field.TIME) != 0) {
            expectInstant(Field.TIME, string(Field.TIME), time);
        }
        return Instant.ofEpochMilli(time == Instants.NONE ? 0 : time);
    }

    Instant instant(int field) {
        String value = string(field);
        long instant = Instants.parse(value);
        expectInstant(field, value, instant);
        return Instant.ofEpochMilli(instant == Instants.NONE ? 0 : instant);
    }

    Optional<Instant> optionalInstant(int field) {
        return has(field) ? Optional.of(instant(field)) : Optional.empty();
    }

    /** False when nothing is told. */
    boolean flag(int field) {
        expectOnce(field);
        boolean told = (wrong & 1 << field) != 0;
        if (!has(field) || (told && text[field].equals("false"))) {
            return false;
        }
        if (!told || !text[field].equals("true")) {
            expected(field, "true or false", told ? text[field] : quote(text[field]));
        }
        return true;
    }

    /** An object, or, when it is not needed, nothing. */
    void expectData(boolean needed) {
        if ((wrong & 1 << Field.DATA) != 0 || (needed && !has(Field.DATA))) {
            expected(Field.DATA, "an object", has(Field.DATA) ? text[Field.DATA] : "nothing");
        }
    }

    void expected(int field, String what, String found) {
        fault(Field.path(field) + ": expected " + what + ", found " + found);
    }

    private void expectOnce(int field) {
        if ((twice & 1 << field) != 0) {
            fault(Field.path(field) + ": expected once, found twice");
        }
    }

    private void expectInstant(int field, String value, long instant) {
        if (instant == Instants.NONE) {
            expected(field, "an RFC 3339 date-time with offset", quote(value));
        }
    }

    /** Keeps what is wrong, if nothing was before. */
    void fault(String what) {
        if (fault == null) {
            fault = what;
        }
    }

    static String quote(String value) {
        return '"' + cut(line(value)) + '"';
    }

    /** Fit for a header or a terminal: nothing in it that ends a line or gives an order. */
    static String line(String value) {
        StringBuilder line = new StringBuilder(value.length());
        value.codePoints().forEach(c -> line.appendCodePoint(PrintableText.isPrintable(c) ? c : '?'));
        return line.toString();
    }

    static boolean isId(String value, int lengthMax) {
        return !value.isEmpty()
                && value.codePointCount(0, value.length()) <= lengthMax
                && PrintableText.isPrintable(value);
    }

    private static String found(JsonToken token, JsonParser parser) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number " + cut(parser.getString());
            default -> parser.getString();
        };
    }

    static String cut(String text) {
        return text.length() > EXCERPT_LENGTH_MAX ? text.substring(0, EXCERPT_LENGTH_MAX) + "…" : text;
    }
}
