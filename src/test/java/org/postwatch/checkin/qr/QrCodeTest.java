package org.postwatch.checkin.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final String ADDRESS = "https://postwatch.example/check-in/elm/north?code=abcDEF123_-45678";

    @Test
    void a_reader_finds_the_text_in_what_the_document_draws() throws Exception {
        assertThat(QrCodeReading.of(QrCode.svg(ADDRESS))).isEqualTo(ADDRESS);
    }

    @Test
    void the_text_itself_is_not_in_the_document() {
        assertThat(QrCode.svg("<script>\"'&")).doesNotContain("script>\"");
    }

    @Test
    void a_text_that_is_too_long_is_rejected() {
        assertThat(QrCode.svg("x".repeat(QrCode.MAX_CHARS))).startsWith("<svg");
        assertThatThrownBy(() -> QrCode.svg("x".repeat(QrCode.MAX_CHARS + 1)))
                .hasMessage("a code of 301 characters; expected 1 to 300");
        assertThatThrownBy(() -> QrCode.svg("")).isInstanceOf(IllegalArgumentException.class);
    }
}
