package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TerminalWriterTest {
    private final StringWriter terminal = new StringWriter();
    private final TerminalWriter out = new TerminalWriter(new PrintWriter(terminal));

    @Test
    void control_sequences_in_foreign_text_are_escaped() {
        out.println("Elm\033]0;PWN\007\033[31;5mFAKE\r\u202Eevil\u2028\u009b1m");
        out.printf("%s\t%c%n", "Cañon \uD83D\uDD14", 'x');

        assertThat(terminal.toString())
                .isEqualTo("Elm\\u001b]0;PWN\\u0007\\u001b[31;5mFAKE\\u000d\\u202eevil\\u2028\\u009b1m\n"
                        + "Cañon \uD83D\uDD14\tx\n");
    }

    @Test
    void escaped_json_has_the_same_value() {
        String text = "\u202Eevil\u0007\u2028";
        out.print(new JsonMapper().writeValueAsString(text));
        out.flush();

        assertThat(new JsonMapper().readValue(terminal.toString(), String.class))
                .isEqualTo(text);
    }
}
