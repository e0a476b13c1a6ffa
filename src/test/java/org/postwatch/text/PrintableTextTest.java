package org.postwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text may contain that people read. */
class PrintableTextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {0x07, 0x1b, 0x7f, 0x85, 0x202e, 0x2028, 0x2066, 0xd800, 0xfdd0, 0xfeff, 0xfffe, 0xffff, 0x1ffff})
    void invisible_characters_and_noncharacters_are_not_printable(int codePoint) {
        assertThat(PrintableText.isPrintable(codePoint)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Señor-Höhe", "東京都", "C-21", "🏫"})
    void names_in_any_script_are_printable(String name) {
        assertThat(PrintableText.isPrintable(name)).isTrue();
    }

    @Test
    void what_is_not_printable_is_escaped_as_in_json() {
        assertThat(PrintableText.escape("a\u202eb\ufffe")).isEqualTo("a\\u202eb\\ufffe");
    }
}
