package org.postwatch.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.codec.Decoded.Rejected;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Reads CloudEvents 1.0 in structured JSON: one pass, attributes and data in any order, at most 65,536 bytes. Fields
 * that no record needs are skipped. Never throws, whatever the bytes. An instance remembers some thousands of short
 * strings; it may be shared between threads, but one each is faster.
 */
public final class EventReader {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;

    private final SmallStrings strings = new SmallStrings();

    /**
     * Never throws, never answers null.
     *
     * @param key the record's key, null if it has none: must be the event's partitionkey (ticks excepted)
     * @param value the record's value, null if it has none
     */
    public Decoded read(byte[] key, byte[] value) {
        Draft draft = new Draft();
        Rejected rejected = pick(value, draft);
        return rejected != null ? rejected : Assembly.assemble(key, value, draft);
    }

    /** The {@code recordedtime} of a recorded event, if it has a readable one: what {@code replay} takes for its stamp. */
    public Optional<Instant> recordedTime(byte[] value) {
        Draft draft = new Draft();
        if (pick(value, draft) != null) {
            return Optional.empty();
        }
        Optional<Instant> recorded = draft.optionalInstant(Field.RECORDEDTIME);
        return draft.fault() == null ? recorded : Optional.empty();
    }

    private Rejected pick(byte[] value, Draft draft) {
        if (value == null) {
            return malformed("expected a JSON object, found no value");
        }
        if (value.length > Wire.EVENT_BYTES_MAX) {
            return new Rejected(
                    Rejected.TOO_LARGE, "expected at most " + Wire.EVENT_BYTES_MAX + " bytes, found " + value.length);
        }
        if (!isUtf8(value)) {
            return malformed("expected UTF-8 text, found bytes that are none");
        }
        try (JsonParser parser = Wire.FACTORY.createParser(ObjectReadContext.empty(), value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return malformed("expected a JSON object, found something else");
            }
            object(parser, Field.ENVELOPE, 0, draft);
            if (parser.nextToken() != null) {
                return malformed("expected one JSON object, found more after it");
            }
            return null;
        } catch (JacksonException e) {
            return malformed(syntax(e));
        }
    }

    /** Stands at the start of an object, and at its end afterwards. */
    private void object(JsonParser parser, PropertyNameMatcher names, int first, Draft draft) {
        for (int name = parser.nextNameMatch(names);
                name != PropertyNameMatcher.MATCH_END_OBJECT;
                name = parser.nextNameMatch(names)) {
            JsonToken token = parser.nextToken();
            int field = first + name;
            if (name < 0) {
                parser.skipChildren();
            } else if (field == Field.DATA_BASE64) {
                draft.take(field, parser, token, strings);
                encoded(draft);
            } else if (field != Field.DATA) {
                draft.take(field, parser, token, strings);
            } else {
                draft.takeData(parser, token);
                if (token == JsonToken.START_OBJECT) {
                    object(parser, Field.IN_DATA, Field.CAMPUS, draft);
                }
            }
        }
    }

    /** The data came as the Base64 of its JSON. */
    private void encoded(Draft draft) {
        Optional<byte[]> bytes = draft.decoded(Field.DATA_BASE64);
        if (bytes.isEmpty()) {
            return;
        }
        if (!isUtf8(bytes.get())) {
            draft.fault(Field.path(Field.DATA_BASE64) + ": expected UTF-8 text, found bytes that are none");
            return;
        }
        try (JsonParser parser = Wire.FACTORY.createParser(ObjectReadContext.empty(), bytes.get())) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                draft.fault(Field.path(Field.DATA_BASE64) + ": expected a JSON object, found nothing");
                return;
            }
            draft.takeData(parser, token);
            if (token == JsonToken.START_OBJECT) {
                object(parser, Field.IN_DATA, Field.CAMPUS, draft);
            }
            if (parser.nextToken() != null) {
                draft.fault(Field.path(Field.DATA_BASE64) + ": expected one JSON object, found more after it");
            }
        } catch (JacksonException e) {
            draft.fault(Field.path(Field.DATA_BASE64) + ": " + syntax(e));
        }
    }

    private static String syntax(JacksonException e) {
        // Limits that are passed come without a place.
        String where = e.getLocation() == null ? "" : "byte " + e.getLocation().getByteOffset() + ": ";
        return where + "expected JSON, found " + Draft.line(e.getOriginalMessage());
    }

    private static Rejected malformed(String detail) {
        return new Rejected(Rejected.MALFORMED, detail);
    }

    /**
     * The parser lets overlong forms and lone halves pass, and takes documents with zero bytes for UTF-16. Plain ASCII,
     * nearly everything, needs no second look.
     */
    private static boolean isUtf8(byte[] bytes) {
        long high = 0;
        long zero = 0;
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            high |= eight;
            zero |= (eight - LOW_BITS) & ~eight;
        }
        for (; at < bytes.length; at++) {
            high |= bytes[at];
            zero |= bytes[at] == 0 ? HIGH_BITS : 0;
        }
        if ((zero & HIGH_BITS) != 0) {
            return false;
        }
        if ((high & HIGH_BITS) == 0) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
