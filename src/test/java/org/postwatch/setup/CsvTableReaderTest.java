package org.postwatch.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.documents.form.Diagnostics;

class CsvTableReaderTest {
    @TempDir
    Path directory;

    private final Diagnostics faults = new Diagnostics();

    @Test
    void commas_semicolons_and_tabs_separate_columns() throws IOException {
        for (String separator : List.of(",", ";", "\t")) {
            List<CsvRow> rows = read("Badge,Kind, Credential From \nP-1,police,2026-01-01\n".replace(",", separator));

            assertThat(faults.sorted()).isEmpty();
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).find("kind").orElseThrow().value()).isEqualTo("police");
            assertThat(rows.get(0).find("credential-from").orElseThrow().at().toString())
                    .isEqualTo("table.csv:2:3");
        }
    }

    @Test
    void a_byte_order_mark_blank_lines_and_missing_cells_do_no_harm() throws IOException {
        List<CsvRow> rows =
                read("\uFEFFbadge,kind,duties\r\n\r\nP-1,police\r\n,,\r\nP-2,\"guard\",\"sro, patrol\"\r\n");

        assertThat(faults.sorted()).isEmpty();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).at().line()).isEqualTo(5);
        assertThat(rows.get(1).list("duties"))
                .extracting(value -> value.value())
                .containsExactly("sro", "patrol");
    }

    @Test
    void an_unknown_column_is_reported_with_the_nearest_name() throws IOException {
        assertFault("badge,kidn\nP-1,police\n", "table.csv:1:2: error: unknown column 'kidn'; did you mean 'kind'?");
    }

    @Test
    void a_missing_column_is_reported() throws IOException {
        assertFault(
                "badge\nP-1\n",
                "table.csv:1:1: error: no column 'kind'; expected a first line with at least: badge, kind");
    }

    @Test
    void control_characters_and_line_breaks_are_reported_at_their_cell() throws IOException {
        assertFault("badge,kind\nP-1,po\u0007lice\n", "table.csv:2:2: error: the character U+0007 in a cell");
        assertFault("badge,kind\nP-1,\u202Epolice\n", "table.csv:2:2: error: the character U+202E in a cell");
        assertFault("badge,kind\nP-1,\"po\nlice\"\n", "table.csv:2:2: error: a line break in a cell");
    }

    @Test
    void rows_and_bytes_have_a_limit() throws IOException {
        assertFault(
                "badge,kind\n" + "P-1,police\n".repeat(CsvTableReader.MAX_ROWS + 1),
                ":10002:1: error: the table has more than 10000 rows, the maximum");
        assertFault("badge,kind\n" + "x".repeat(CsvTableReader.MAX_BYTES), "larger than 4 MB");
    }

    @Test
    void other_encodings_and_broken_quotes_are_reported() throws IOException {
        Path file = Files.write(
                directory.resolve("table.csv"), "badge,kind\nP-1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        CsvTableReader.read(file, CsvColumns.OFFICERS, faults);
        assertThat(faults.sorted().toString()).contains("not UTF-8; save the table as 'CSV UTF-8'");
        assertFault("badge,kind\nP-1,\"police\n", "broken CSV");
    }

    private void assertFault(String text, String expected) throws IOException {
        Diagnostics own = new Diagnostics();
        CsvTableReader.read(Files.writeString(directory.resolve("table.csv"), text), CsvColumns.OFFICERS, own);
        assertThat(own.sorted().toString()).contains(expected);
    }

    private List<CsvRow> read(String text) throws IOException {
        return CsvTableReader.read(
                Files.writeString(directory.resolve("table.csv"), text), CsvColumns.OFFICERS, faults);
    }
}
