package org.postwatch.codec.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Writes values one after the other: numbers in as few bytes as they need, texts and lists led by their length. */
final class Pack {
    /** Seven bits a byte. */
    private static final int NUMBER_BYTES_MAX = 10;

    private byte[] out = new byte[128];
    private int size;

    byte[] bytes() {
        return Arrays.copyOf(out, size);
    }

    private void need(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, Math.max(size + more, 2 * out.length));
        }
    }

    Pack number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        need(NUMBER_BYTES_MAX);
        while ((rest & ~0x7FL) != 0) {
            out[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out[size++] = (byte) rest;
        return this;
    }

    Pack text(String value) {
        return raw(value.getBytes(StandardCharsets.UTF_8));
    }

    Pack raw(byte[] value) {
        number(value.length);
        need(value.length);
        System.arraycopy(value, 0, out, size, value.length);
        size += value.length;
        return this;
    }

    /** Milliseconds; the ends of time are the ends of the numbers. */
    Pack instant(Instant value) {
        return number(
                value.equals(Instant.MIN)
                        ? Long.MIN_VALUE
                        : value.equals(Instant.MAX) ? Long.MAX_VALUE : value.toEpochMilli());
    }

    Pack date(LocalDate value) {
        return number(value.toEpochDay());
    }

    <T> Pack optional(Optional<T> value, Consumer<T> write) {
        number(value.isPresent() ? 1 : 0);
        value.ifPresent(write);
        return this;
    }

    <T> Pack list(Collection<T> values, Consumer<T> write) {
        number(values.size());
        values.forEach(write);
        return this;
    }

    <T> Pack map(SortedMap<String, T> values, Consumer<T> write) {
        number(values.size());
        values.forEach((key, value) -> {
            text(key);
            write.accept(value);
        });
        return this;
    }
}
