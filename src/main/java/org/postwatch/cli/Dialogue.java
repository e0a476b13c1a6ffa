package org.postwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.postwatch.text.PrintableText;

/** Asks questions on a terminal, each with a default. The end of the input, or too many wrong answers, is a usage error. */
final class Dialogue {
    private static final int MAX_ATTEMPTS = 5;
    private static final int MAX_ANSWER_BYTES = 2_000;

    private final AbstractCommand command;
    private final InputStream in;
    private final boolean takesDefaults;
    private final PrintWriter prompt;

    /** @param takesDefaults whether every question is answered by its default, without being asked */
    Dialogue(AbstractCommand command, InputStream in, boolean takesDefaults) {
        this.command = command;
        this.in = in;
        this.takesDefaults = takesDefaults;
        this.prompt = command.err();
    }

    /**
     * The answer, or the default.
     *
     * @param fault why an answer cannot be used, if so
     */
    String ask(String question, String fallback, Function<String, Optional<String>> fault) {
        if (takesDefaults) {
            fault.apply(fallback).ifPresent(why -> {
                throw command.usageError(question + ": the default cannot be used: " + why);
            });
            prompt.println(question + ": " + fallback + " (default)");
            return fallback;
        }
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            prompt.print(question + " [" + fallback + "]: ");
            prompt.flush();
            String line = readLine(question);
            String answer = line.isBlank() ? fallback : line.strip();
            Optional<String> why = PrintableText.isPrintable(answer)
                    ? fault.apply(answer)
                    : Optional.of("the answer contains the character " + PrintableText.firstNonPrintable(answer)
                            + "; expected no control, format or separator characters");
            if (why.isEmpty()) {
                return answer;
            }
            prompt.println("  " + why.get());
        }
        throw command.usageError("'" + question + "' has no valid answer after " + MAX_ATTEMPTS + " attempts");
    }

    /** A whole number from 0 to a maximum. */
    int askNumber(String question, int fallback, int max) {
        return Integer.parseInt(ask(
                question + " (0 to " + max + ")",
                Integer.toString(fallback),
                answer -> answer.matches("[0-9]{1,4}") && Integer.parseInt(answer) <= max
                        ? Optional.empty()
                        : Optional.of("'" + answer + "' is not a whole number from 0 to " + max)));
    }

    /** Yes or no. */
    boolean askYes(String question, boolean fallback) {
        return ask(
                        question + " (yes or no)",
                        fallback ? "yes" : "no",
                        answer -> answer.matches("(?i)y|yes|n|no")
                                ? Optional.empty()
                                : Optional.of("'" + answer + "' is neither yes nor no"))
                .toLowerCase(Locale.ROOT)
                .startsWith("y");
    }

    private String readLine(String question) {
        byte[] line = new byte[MAX_ANSWER_BYTES];
        int length = 0;
        try {
            int next = in.read();
            if (next < 0) {
                prompt.println();
                throw command.usageError("the input ends at the question '" + question
                        + "'; answer it, give the option for it, or --yes for the defaults");
            }
            while (next >= 0 && next != '\n') {
                if (length == MAX_ANSWER_BYTES) {
                    throw command.usageError("the answer to '" + question + "' is longer than " + MAX_ANSWER_BYTES
                            + " bytes, the maximum");
                }
                line[length++] = (byte) next;
                next = in.read();
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Arrays.copyOf(line, length)))
                    .toString()
                    .replaceFirst("\r$", "");
        } catch (CharacterCodingException e) {
            throw command.usageError("the answer to '" + question + "' is not UTF-8");
        } catch (IOException e) {
            throw new CommandFailedException("the answer to '" + question + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
