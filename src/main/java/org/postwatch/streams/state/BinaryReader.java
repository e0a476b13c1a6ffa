package org.postwatch.streams.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads what {@link BinaryWriter} wrote, in the same order. */
final class BinaryReader {
    private final byte[] bytes;
    private int position;

    BinaryReader(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() {
        long rest = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[position++];
            rest |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return (rest >>> 1) ^ -(rest & 1);
    }

    int size() {
        return Math.toIntExact(number());
    }

    String text() {
        return new String(raw(), StandardCharsets.UTF_8);
    }

    byte[] raw() {
        int length = size();
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    Instant instant() {
        long value = number();
        return value == Long.MIN_VALUE
                ? Instant.MIN
                : value == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(value);
    }

    LocalDate date() {
        return LocalDate.ofEpochDay(number());
    }

    <T> Optional<T> optional(Supplier<T> read) {
        return number() == 1 ? Optional.of(read.get()) : Optional.empty();
    }

    <T> List<T> list(Supplier<T> read) {
        int size = size();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(read.get());
        }
        return values;
    }

    <T> SortedMap<String, T> map(Supplier<T> read) {
        int size = size();
        SortedMap<String, T> values = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            String key = text();
            values.put(key, read.get());
        }
        return values;
    }
}
