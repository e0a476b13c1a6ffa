package org.postwatch.checkin.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final String ADDRESS = "https://postwatch.example/check-in/elm/north?code=abcDEF123_-45678";
    private static final int PIXELS = 4;

    @Test
    void a_reader_finds_the_text_in_what_the_document_draws() throws Exception {
        assertThat(read(QrCode.svg(ADDRESS))).isEqualTo(ADDRESS);
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

    private static String read(String svg) throws Exception {
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(box.find()).isTrue();
        int size = Integer.parseInt(box.group(1)) * PIXELS;
        int[] pixels = new int[size * size];
        Arrays.fill(pixels, 0xFFFFFF);
        Matcher runs = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1").matcher(svg);
        while (runs.find()) {
            int x = Integer.parseInt(runs.group(1)) * PIXELS;
            int y = Integer.parseInt(runs.group(2)) * PIXELS;
            int width = Integer.parseInt(runs.group(3)) * PIXELS;
            for (int row = y; row < y + PIXELS; row++) {
                Arrays.fill(pixels, row * size + x, row * size + x + width, 0);
            }
        }
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, pixels))),
                        Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE)))
                .getText();
    }
}
