package org.postwatch.wire;

import java.util.function.Function;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdConvertingSerializer;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.Converter;

/** A value as Java has it, and as JSON has it where that differs. */
record JsonForm<A, B>(TypeReference<B> form, Function<A, B> write, Function<B, A> read) {
    void addTo(SimpleModule module, Class<A> type) {
        module.addSerializer(type, new StdConvertingSerializer(type, writing(type)));
        module.addDeserializer(type, new StdConvertingDeserializer<>(reading(type)));
    }

    Converter<A, B> writing(Class<?> type) {
        return new Conversion<>(write) {
            @Override
            public JavaType getInputType(TypeFactory types) {
                return types.constructType(type);
            }

            @Override
            public JavaType getOutputType(TypeFactory types) {
                return types.constructType(form);
            }
        };
    }

    Converter<B, A> reading(Class<?> type) {
        return new Conversion<>(read) {
            @Override
            public JavaType getInputType(TypeFactory types) {
                return types.constructType(form);
            }

            @Override
            public JavaType getOutputType(TypeFactory types) {
                return types.constructType(type);
            }
        };
    }

    private abstract static class Conversion<I, O> implements Converter<I, O> {
        private final Function<I, O> convert;

        Conversion(Function<I, O> convert) {
            this.convert = convert;
        }

        @Override
        public O convert(SerializationContext context, I value) {
            return convert.apply(value);
        }

        @Override
        public O convert(DeserializationContext context, I value) {
            return convert.apply(value);
        }
    }
}
