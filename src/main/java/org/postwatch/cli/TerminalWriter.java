package org.postwatch.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.postwatch.text.PrintableText;

/**
 * Writes the output of commands. Control characters except line breaks and tabs are escaped as {@code \\u001b}: the
 * output may contain external input, and a terminal would execute control sequences.
 */
final class TerminalWriter extends PrintWriter {
    private static final String UNESCAPED = "\n\t";

    private final PrintWriter terminal;

    TerminalWriter(PrintWriter terminal) {
        super(new EscapingWriter(terminal), true);
        this.terminal = terminal;
    }

    /** The terminal itself, for a screen that is drawn by control sequences and escapes what it draws. */
    PrintWriter terminal() {
        return terminal;
    }

    private static final class EscapingWriter extends FilterWriter {
        EscapingWriter(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            write(new char[] {(char) c}, 0, 1);
        }

        @Override
        public void write(char[] chars, int from, int length) throws IOException {
            out.write(PrintableText.escape(new String(chars, from, length), UNESCAPED));
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            out.write(PrintableText.escape(text.substring(from, from + length), UNESCAPED));
        }
    }
}
