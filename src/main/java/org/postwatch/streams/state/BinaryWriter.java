package org.postwatch.streams.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Writes values one after the other: numbers in as few bytes as they need, texts and lists after their length. */
final class BinaryWriter {
    /** Seven bits a byte. */
    private static final int MAX_NUMBER_BYTES = 10;

    private byte[] out = new byte[128];
    private int size;

    byte[] toByteArray() {
        return Arrays.copyOf(out, size);
    }

    private void ensureCapacity(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, Math.max(size + more, 2 * out.length));
        }
    }

    BinaryWriter number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        ensureCapacity(MAX_NUMBER_BYTES);
        while ((rest & ~0x7FL) != 0) {
            out[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out[size++] = (byte) rest;
        return this;
    }

    BinaryWriter text(String value) {
        return raw(value.getBytes(StandardCharsets.UTF_8));
    }

    BinaryWriter raw(byte[] value) {
        number(value.length);
        ensureCapacity(value.length);
        System.arraycopy(value, 0, out, size, value.length);
        size += value.length;
        return this;
    }

    /** Milliseconds; {@link Instant#MIN} and {@link Instant#MAX} are the least and the greatest number. */
    BinaryWriter instant(Instant value) {
        return number(
                value.equals(Instant.MIN)
                        ? Long.MIN_VALUE
                        : value.equals(Instant.MAX) ? Long.MAX_VALUE : value.toEpochMilli());
    }

    BinaryWriter date(LocalDate value) {
        return number(value.toEpochDay());
    }

    <T> BinaryWriter optional(Optional<T> value, Consumer<T> write) {
        number(value.isPresent() ? 1 : 0);
        value.ifPresent(write);
        return this;
    }

    <T> BinaryWriter list(Collection<T> values, Consumer<T> write) {
        number(values.size());
        values.forEach(write);
        return this;
    }

    <T> BinaryWriter map(SortedMap<String, T> values, Consumer<T> write) {
        number(values.size());
        values.forEach((key, value) -> {
            text(key);
            write.accept(value);
        });
        return this;
    }
}
