package org.postwatch.board;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwatch.text.PrintableText;

/**
 * Redraws the board in place, at most five times a second, on the terminal's other screen: what was there comes back.
 */
public final class TerminalScreen implements AutoCloseable {
    private static final long FRAME_MS = 200;
    private static final int FRAMES_PER_SIZE = 10;
    private static final String ENTER_ALTERNATE_SCREEN = "\033[?1049h\033[?25l\033[2J";
    private static final String LEAVE_ALTERNATE_SCREEN = "\033[?25h\033[?1049l";
    private static final String CURSOR_HOME = "\033[H";
    private static final String CLEAR_REST_OF_LINE = "\033[K";
    private static final String CLEAR_REST_OF_SCREEN = "\033[J";
    private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;]*m");

    private final PrintWriter out;
    private final Terminal terminal;
    private final Function<BoardRenderer, List<String>> renderer;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "terminal-screen"));
    private Terminal.TerminalSize size;
    private int frames;

    private TerminalScreen(PrintWriter out, Terminal terminal, Function<BoardRenderer, List<String>> content) {
        this.out = out;
        this.terminal = terminal;
        this.renderer = content;
    }

    /** @param content renders the lines for the current size of the terminal; called on the screen's thread */
    public static TerminalScreen open(
            PrintWriter out, Terminal terminal, Function<BoardRenderer, List<String>> content) {
        TerminalScreen screen = new TerminalScreen(out, terminal, content);
        out.print(ENTER_ALTERNATE_SCREEN);
        screen.thread.scheduleWithFixedDelay(screen::draw, 0, FRAME_MS, TimeUnit.MILLISECONDS);
        return screen;
    }

    private void draw() {
        if (frames++ % FRAMES_PER_SIZE == 0) {
            size = terminal.size();
        }
        // The last line stays free: a line break there would scroll.
        int height = Math.max(2, size.height() - 1);
        List<String> lines = renderer.apply(new BoardRenderer(size.width(), height, terminal.colours()));
        StringBuilder frame = new StringBuilder(CURSOR_HOME);
        lines.stream()
                .limit(height)
                .forEach(line -> frame.append(escapeControls(line))
                        .append(CLEAR_REST_OF_LINE)
                        .append("\r\n"));
        out.print(frame.append(CLEAR_REST_OF_SCREEN));
        out.flush();
    }

    /** Colours are the only control sequences in a line. */
    private static String escapeControls(String line) {
        StringBuilder plain = new StringBuilder(line.length());
        Matcher colour = COLOUR.matcher(line);
        int from = 0;
        while (colour.find()) {
            plain.append(PrintableText.escape(line.substring(from, colour.start())))
                    .append(colour.group());
            from = colour.end();
        }
        return plain.append(PrintableText.escape(line.substring(from))).toString();
    }

    /** Restores the terminal. Idempotent. */
    @Override
    public synchronized void close() {
        if (thread.isShutdown()) {
            return;
        }
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.print(LEAVE_ALTERNATE_SCREEN);
        out.flush();
    }
}
