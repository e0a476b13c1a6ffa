package org.postwatch.app.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The record batches in the last segment of a log of Kafka, by where they begin in the file. */
record LogBatches(Path segment, List<Long> starts, long end) {
    private static final int HEAD = 12;

    static LogBatches of(Path log) {
        try (Stream<Path> files = Files.list(log)) {
            Path segment = files.filter(file -> file.toString().endsWith(".log"))
                    .max(Path::compareTo)
                    .orElseThrow();
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
            List<Long> starts = new ArrayList<>();
            int at = 0;
            while (at + HEAD < bytes.limit() && bytes.getInt(at + Long.BYTES) > 0) {
                starts.add((long) at);
                at += HEAD + bytes.getInt(at + Long.BYTES);
            }
            return new LogBatches(segment, starts, at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return starts.size();
    }

    /** Cuts off half of the batches, in the middle of one. */
    void tear() throws IOException {
        int last = size() / 2;
        long next = last + 1 < size() ? starts.get(last + 1) : end;
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.truncate((starts.get(last) + next) / 2);
        }
        dropIndexes();
    }

    /** Flips the bits of one byte in the middle of a batch. */
    void corrupt(int batch) throws IOException {
        long next = batch + 1 < size() ? starts.get(batch + 1) : end;
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long at = next - 2;
            file.read(one, at);
            file.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), at);
        }
    }

    private void dropIndexes() throws IOException {
        String name = segment.toString();
        for (String index : List.of(".index", ".timeindex", ".txnindex")) {
            Files.deleteIfExists(Path.of(name.substring(0, name.length() - ".log".length()) + index));
        }
    }
}
