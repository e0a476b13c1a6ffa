package org.postwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In Java 17 only a switch expression must name every constant of an enum: a statement skips a forgotten one silently. */
class EnumSwitchTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern STATEMENT_OVER_AN_ENUM =
            Pattern.compile("[;{}]\\s*switch \\([^\\n]*\\{\\s*case [A-Z][A-Z_]*(,| ->)");

    @Test
    void a_switch_over_an_enum_is_an_expression() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            List<Path> statements = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> STATEMENT_OVER_AN_ENUM.matcher(read(file)).find())
                    .toList();

            assertThat(statements)
                    .as("make the switch an expression, for example one that returns what to run")
                    .isEmpty();
        }
    }

    @Test
    void a_statement_is_recognized() {
        assertThat(STATEMENT_OVER_AN_ENUM
                        .matcher("int a = 1;\n  switch (kind()) {\n    case DAY -> run();")
                        .find())
                .isTrue();
        assertThat(STATEMENT_OVER_AN_ENUM
                        .matcher("return switch (kind()) {\n    case DAY -> 1;")
                        .find())
                .isFalse();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
