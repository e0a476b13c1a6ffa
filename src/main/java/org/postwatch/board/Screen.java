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

/** Redraws the board in place, at most five times a second, on the terminal's other screen: what was there comes back. */
public final class Screen implements AutoCloseable {
    private static final long FRAME_MS = 200;
    private static final int FRAMES_PER_SIZE = 10;
    private static final String ENTER = "\033[?1049h\033[?25l\033[2J";
    private static final String LEAVE = "\033[?25h\033[?1049l";
    private static final String HOME = "\033[H";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";
    private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;]*m");

    private final PrintWriter out;
    private final Terminal terminal;
    private final Function<Picture, List<String>> content;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "screen"));
    private Terminal.Size size;
    private int frames;

    private Screen(PrintWriter out, Terminal terminal, Function<Picture, List<String>> content) {
        this.out = out;
        this.terminal = terminal;
        this.content = content;
    }

    /** @param content the lines for a picture of the terminal's present size; asked for on the screen's thread */
    public static Screen open(PrintWriter out, Terminal terminal, Function<Picture, List<String>> content) {
        Screen screen = new Screen(out, terminal, content);
        out.print(ENTER);
        screen.thread.scheduleWithFixedDelay(screen::draw, 0, FRAME_MS, TimeUnit.MILLISECONDS);
        return screen;
    }

    private void draw() {
        if (frames++ % FRAMES_PER_SIZE == 0) {
            size = terminal.size();
        }
        // The last line stays free: a line break there would scroll.
        int height = Math.max(2, size.height() - 1);
        List<String> lines = content.apply(new Picture(size.width(), height, terminal.colours()));
        StringBuilder frame = new StringBuilder(HOME);
        lines.stream()
                .limit(height)
                .forEach(line -> frame.append(plain(line)).append(REST_OF_LINE).append("\r\n"));
        out.print(frame.append(REST_OF_SCREEN));
        out.flush();
    }

    /** Colours are the only control sequences in a line. */
    private static String plain(String line) {
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

    /** Gives the terminal back as it was. Does nothing the second time. */
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
        out.print(LEAVE);
        out.flush();
    }
}
