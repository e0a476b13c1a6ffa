package org.postwatch.intake.profile;

import com.google.protobuf.NullValue;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.MessageRejection;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of one message, decoded in each form at most once. Decoding is strict: what two decoders could read differently is
 * rejected. Descriptions of faults hold no value of the body.
 */
final class MessageBody {
    /** Levels of objects and lists within each other. */
    static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_FORM_FIELDS = 1_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(IntakeMessage.MAX_BYTES)
                    .maxNameLength(IntakeMessage.MAX_BYTES)
                    .build())
            .build();

    /** A decoded body, or what is wrong with it. */
    record DecodedBody(Object value, Optional<MessageRejection> rejection) {}

    private static final class UndecodableException extends Exception {
        UndecodableException(String message) {
            super(message, null, false, false);
        }
    }

    private final Optional<String> text;
    private final Map<BodyForm, DecodedBody> decoded = new EnumMap<>(BodyForm.class);

    MessageBody(byte[] bytes) {
        Optional<String> read;
        try {
            read = Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            read = Optional.empty();
        }
        text = read;
    }

    /** The text as received; empty if it is not UTF-8. */
    String raw() {
        return text.orElse("");
    }

    /** The JSON of a decoded value. Equal values have equal bytes. */
    static byte[] encodeJson(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(generator, value);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator generator, Object value) {
        if (value instanceof Map<?, ?> object) {
            generator.writeStartObject();
            object.forEach((name, field) -> {
                generator.writeName(String.valueOf(name));
                write(generator, field);
            });
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            list.forEach(element -> write(generator, element));
            generator.writeEndArray();
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof String string) {
            generator.writeString(string);
        } else {
            generator.writeNull();
        }
    }

    DecodedBody decode(BodyForm form) {
        return decoded.computeIfAbsent(form, this::decodeNow);
    }

    private DecodedBody decodeNow(BodyForm form) {
        if (form == BodyForm.NONE) {
            return new DecodedBody(Map.of(), Optional.empty());
        }
        if (text.isEmpty()) {
            return rejected("expected UTF-8 text");
        }
        try {
            return new DecodedBody(
                    switch (form) {
                        case JSON -> json(text.get());
                        case TEXT -> text.get();
                        case FORM -> form(text.get());
                        case XML -> xml(text.get());
                        case NONE -> Map.of();
                    },
                    Optional.empty());
        } catch (UndecodableException e) {
            return rejected(e.getMessage());
        }
    }

    private static DecodedBody rejected(String detail) {
        return new DecodedBody(Map.of(), Optional.of(MessageRejection.malformed("body", detail)));
    }

    private static Object json(String text) throws UndecodableException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new UndecodableException("expected JSON, found nothing");
            }
            Object value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new UndecodableException("expected one JSON value, found more after it");
            }
            return value;
        } catch (JacksonException e) {
            // The parser's own words can hold a piece of the body.
            String place = e.getLocation() == null
                    ? ""
                    : " at character " + Math.max(0, e.getLocation().getCharOffset());
            throw new UndecodableException("expected JSON of at most " + MAX_DEPTH + " levels, with numbers of at most "
                    + MAX_NUMBER_LENGTH + " digits; it is broken" + place);
        }
    }

    private static Object value(JsonParser parser, JsonToken token) throws UndecodableException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NullValue.NULL_VALUE;
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            default -> throw new UndecodableException("expected JSON");
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws UndecodableException {
        // Sorted: an expression that runs through the keys gives the same whatever their order was.
        Map<String, Object> fields = new TreeMap<>();
        List<String> nulls = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            if (fields.put(name, value(parser, parser.nextToken())) != null) {
                throw new UndecodableException("expected each key of an object once, found one twice" + place(parser));
            }
            if (fields.get(name) == NullValue.NULL_VALUE) {
                nulls.add(name);
            }
        }
        nulls.forEach(fields::remove);
        return Collections.unmodifiableMap(fields);
    }

    private static List<Object> list(JsonParser parser) throws UndecodableException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return Collections.unmodifiableList(elements);
    }

    private static Long integer(JsonParser parser) throws UndecodableException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new UndecodableException("expected whole numbers of 64 bits, found a larger one" + place(parser));
        }
        return parser.getLongValue();
    }

    private static Double decimal(JsonParser parser) throws UndecodableException {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw new UndecodableException("expected numbers below 1.8e308, found a larger one" + place(parser));
        }
        return number;
    }

    private static String place(JsonParser parser) {
        return " at character " + Math.max(0, parser.currentTokenLocation().getCharOffset());
    }

    private static Map<String, Object> xml(String text) throws UndecodableException {
        XmlBody.XmlReading reading = XmlBody.read(text);
        if (reading.fault().isPresent()) {
            throw new UndecodableException(reading.fault().get());
        }
        return reading.value();
    }

    private static Map<String, Object> form(String text) throws UndecodableException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", MAX_FORM_FIELDS + 1)) {
            int equals = pair.indexOf('=');
            if (fields.size() >= MAX_FORM_FIELDS) {
                throw new UndecodableException("expected at most " + MAX_FORM_FIELDS + " fields");
            }
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (fields.put(percentDecoded(name), percentDecoded(equals < 0 ? "" : pair.substring(equals + 1)))
                    != null) {
                throw new UndecodableException("expected each field of a form once, found one twice");
            }
        }
        return Collections.unmodifiableMap(fields);
    }

    private static String percentDecoded(String text) throws UndecodableException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UndecodableException("expected a form, application/x-www-form-urlencoded");
        }
    }
}
