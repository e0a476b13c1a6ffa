package org.postwatch.board;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The terminal on stdout, if any. Uses {@code test} and {@code stty} for what Java does not provide.
 *
 * @param colours false when NO_COLOR is set
 */
public record Terminal(boolean colours) {
    /** Lines and characters a line. */
    public record TerminalSize(int height, int width) {
        private static final TerminalSize DEFAULT = new TerminalSize(24, 80);
    }

    private static final String STDOUT = "1";
    private static final String STDERR = "2";
    private static final long MAX_ANSWER_SECONDS = 2;

    /** Whether stdout is a terminal on which lines can be redrawn; a dumb one cannot. */
    public static boolean isAvailable(Map<String, String> environment) {
        return canRedraw(environment) && isOne(STDOUT);
    }

    /** The same of stderr, where progress is shown. */
    public static boolean isOnStderr(Map<String, String> environment) {
        return canRedraw(environment) && isOne(STDERR);
    }

    private static boolean canRedraw(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "dumb");
        return !kind.isEmpty() && !kind.equals("dumb");
    }

    public static Terminal of(Map<String, String> environment) {
        return new Terminal(environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    private static boolean isOne(String descriptor) {
        try {
            Process test =
                    new ProcessBuilder("test", "-t", descriptor).inheritIO().start();
            return test.waitFor(MAX_ANSWER_SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The current size; 80 by 24 if it is unknown. */
    public TerminalSize size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .trim()
                    .split(" ");
            TerminalSize size = new TerminalSize(Integer.parseInt(answer[0]), Integer.parseInt(answer[1]));
            return size.height() > 0 && size.width() > 0 ? size : TerminalSize.DEFAULT;
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return TerminalSize.DEFAULT;
        }
    }
}
