package org.postwatch.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The stream behind {@link System#err}: log lines and output of other threads, until it is closed. A command writes
 * its own messages directly, so that its last message is the last line.
 */
final class LogOutputStream extends OutputStream {
    private static final LogOutputStream STDERR = new LogOutputStream(new FileOutputStream(FileDescriptor.err));

    private final OutputStream out;
    private boolean closed;
    private boolean isInLine;

    private LogOutputStream(OutputStream out) {
        this.out = out;
    }

    /** Call this before anything is logged. */
    static void installAsStderr() {
        System.setErr(new PrintStream(STDERR, true, StandardCharsets.UTF_8));
    }

    /** When this returns, no logger and no thread writes to stderr any more. A line that is not complete is ended. */
    static void closeStderr() {
        STDERR.closeLog();
    }

    private synchronized void closeLog() {
        closed = true;
        try {
            if (isInLine) {
                out.write('\n');
            }
        } catch (IOException e) {
            // There is no reader.
            isInLine = false;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        if (!closed && length > 0) {
            out.write(bytes, from, length);
            isInLine = bytes[from + length - 1] != '\n';
        }
    }
}
