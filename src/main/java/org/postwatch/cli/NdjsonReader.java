package org.postwatch.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of an NDJSON file as bytes, one after the other; of one that is far too long only the beginning is kept.
 */
final class NdjsonReader {
    /** Twice the limit of an event, so that a longer event is rejected for its length. */
    private static final int MAX_LINE_BYTES = 128 * 1024;

    private final InputStream in;
    private long lineNumber;

    NdjsonReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Returns the next line that is not blank, without its line end; null at the end. */
    byte[] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        boolean blank = true;
        int b;
        while ((b = in.read()) >= 0) {
            if (b != '\n') {
                blank &= b == ' ' || b == '\t' || b == '\r';
                if (line.size() < MAX_LINE_BYTES) {
                    line.write(b);
                }
                continue;
            }
            lineNumber++;
            if (!blank) {
                return bytes(line);
            }
            line.reset();
        }
        if (blank) {
            return null;
        }
        lineNumber++;
        return bytes(line);
    }

    /** Of the line that came last, from 1. */
    long lineNumber() {
        return lineNumber;
    }

    private static byte[] bytes(ByteArrayOutputStream line) {
        byte[] bytes = line.toByteArray();
        return bytes[bytes.length - 1] == '\r' ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
