package org.postwatch.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void a_dumb_terminal_or_none_gets_lines() {
        assertThat(Terminal.isAvailable(Map.of())).isFalse();
        assertThat(Terminal.isAvailable(Map.of("TERM", ""))).isFalse();
        assertThat(Terminal.isAvailable(Map.of("TERM", "dumb"))).isFalse();
    }

    @Test
    void no_color_is_respected_when_it_is_not_empty() {
        assertThat(Terminal.of(Map.of()).colours()).isTrue();
        assertThat(Terminal.of(Map.of("NO_COLOR", "")).colours()).isTrue();
        assertThat(Terminal.of(Map.of("NO_COLOR", "1")).colours()).isFalse();
    }
}
