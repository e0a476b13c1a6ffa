package org.postwatch.wire;

import java.time.DateTimeException;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Values that are text in JSON, and nothing but text: a number in place of it is an error. */
final class JsonText {
    private JsonText() {}

    static final class Serializer<T> extends StdScalarSerializer<T> {
        private final Function<T, String> write;
        private final T empty;

        Serializer(Class<T> type, Function<T, String> write, T empty) {
            super(type);
            this.write = write;
            this.empty = empty;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeString(write.apply(value));
        }

        @Override
        public boolean isEmpty(SerializationContext context, T value) {
            return value.equals(empty);
        }
    }

    static final class Deserializer<T> extends StdScalarDeserializer<T> {
        private final Function<String, T> parse;
        private final T empty;

        Deserializer(Class<T> type, Function<String, T> parse, T empty) {
            super(type);
            this.parse = parse;
            this.empty = empty;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                throw MismatchedInputException.from(json, handledType(), "expected text");
            }
            String text = json.getString();
            try {
                return parse.apply(text);
            } catch (DateTimeException | IllegalArgumentException e) {
                InvalidFormatException invalid = InvalidFormatException.from(json, e.getMessage(), text, handledType());
                invalid.initCause(e);
                throw invalid;
            }
        }

        @Override
        public Object getEmptyValue(DeserializationContext context) {
            return empty;
        }
    }
}
