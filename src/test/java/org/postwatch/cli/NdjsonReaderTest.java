package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonReaderTest {
    @Test
    void blank_lines_count_and_are_skipped() throws IOException {
        assertThat(read("a\n\n  \r\nb\n")).containsExactly("1:a", "4:b");
    }

    @Test
    void either_end_of_a_line_will_do_and_the_last_needs_none() throws IOException {
        assertThat(read("a\r\nb")).containsExactly("1:a", "2:b");
        assertThat(read("")).isEmpty();
        assertThat(read("\n")).isEmpty();
        assertThat(read("  ")).isEmpty();
    }

    @Test
    void of_an_endless_line_only_the_beginning_is_kept_and_the_next_is_whole() throws IOException {
        List<String> lines = read("x".repeat(1_000_000) + "\nb\n");
        assertThat(lines).hasSize(2).last().isEqualTo("2:b");
        assertThat(lines.get(0)).hasSizeBetween(65_537, 200_000);
    }

    private static List<String> read(String text) throws IOException {
        NdjsonReader lines = new NdjsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<String> read = new ArrayList<>();
        for (byte[] line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(lines.lineNumber() + ":" + new String(line, StandardCharsets.UTF_8));
        }
        return read;
    }
}
