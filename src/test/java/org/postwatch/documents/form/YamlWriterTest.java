package org.postwatch.documents.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.documents.form.YamlNode.Mapping;
import org.postwatch.documents.form.YamlNode.Scalar;
import org.postwatch.documents.form.YamlNode.Scalar.ScalarKind;
import org.postwatch.documents.form.YamlNode.Sequence;

class YamlWriterTest {
    private static final SourceLocation AT = new SourceLocation(Path.of("any"), 1, 1);
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            "1e5",
            " ",
            "  ",
            ": ",
            ":",
            " #",
            "#",
            "- ",
            "-",
            "?",
            ", ",
            "[",
            "]",
            "{",
            "}",
            "&x",
            "*x",
            "!!str ",
            "|",
            ">",
            "'",
            "\"",
            "\\",
            "%",
            "@",
            "`",
            "~",
            "null",
            "yes",
            "0x1F",
            "007",
            "1_000",
            ".inf",
            "é",
            "日本",
            "\u00a0",
            "😀",
            "2026-01-02",
            "07:30",
            "10m",
            "secret:x",
            "=",
            "<<",
            "---",
            "...");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "null",
                "~",
                "true",
                "1e5",
                "0x1F",
                "007",
                ".inf",
                ".nan",
                "NaN",
                "-",
                "- a",
                "a: b",
                "a #b",
                "# a",
                "@a",
                "`a`",
                "%a",
                "!!str a",
                "&a",
                "*a",
                "[a]",
                "{a: b}",
                "a, b",
                "'",
                "\"",
                "\\",
                "a\\",
                " a",
                "a ",
                "---",
                "...",
                "=",
                "<<",
                "07:30",
                "12:30:45",
                "2026-01-02",
                "1.5",
                "+1",
                "Cañon \"City\": #1"
            })
    void every_text_is_read_as_the_same_text(String text) {
        assertReadsBack(new Scalar(AT, text, ScalarKind.TEXT));
    }

    @Test
    void random_trees_are_read_as_they_were() {
        Random random = new Random(17);
        for (int n = 0; n < 2_000; n++) {
            assertReadsBack(tree(random, 3));
        }
    }

    @Test
    void what_fits_into_a_line_is_on_one_line() {
        MappingBuilder officer = new MappingBuilder(AT).text("badge", "P-1").texts("duties", List.of("sro", "patrol"));
        MappingBuilder campus = new MappingBuilder(AT).text("id", "north").text("name", "N".repeat(120));

        YamlDocument document = new YamlDocument(
                List.of("A header."),
                new MappingBuilder(AT)
                        .text("district", "elm")
                        .items("officers", List.of(officer.build()))
                        .items("campuses", List.of(campus.build()))
                        .build(),
                Map.of("officers", List.of("By badge.")));

        assertThat(document.text()).isEqualTo("""
                # A header.
                district: elm

                # By badge.
                officers:
                  - { badge: P-1, duties: [sro, patrol] }

                campuses:
                  - id: north
                    name: %s
                """.formatted("N".repeat(120)));
    }

    @Test
    void a_long_list_is_wrapped() {
        List<String> dates = new ArrayList<>();
        for (int day = 10; day < 30; day++) {
            dates.add("2026-12-" + day);
        }
        String text = new YamlDocument(
                        List.of(),
                        new MappingBuilder(AT).texts("holidays", dates).build())
                .text();

        assertThat(text.lines()).hasSize(4).allMatch(line -> line.length() <= 120);
        assertReadsBack(MappingBuilder.textList(AT, dates));
    }

    private static YamlNode tree(Random random, int depth) {
        int size = random.nextInt(4);
        switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> {
                List<YamlNode> items = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    items.add(tree(random, depth - 1));
                }
                return new Sequence(AT, items);
            }
            case 2 -> {
                MappingBuilder mapping = new MappingBuilder(AT);
                for (int i = 0; i < size; i++) {
                    mapping.put(text(random), tree(random, depth - 1));
                }
                return mapping.build();
            }
            case 3 -> {
                return new Scalar(AT, Integer.toString(random.nextInt(1_000)), ScalarKind.NUMBER);
            }
            default -> {
                return new Scalar(AT, text(random), ScalarKind.TEXT);
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 4);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static void assertReadsBack(YamlNode value) {
        Mapping root = new MappingBuilder(AT).put("value", value).build();
        String text = new YamlDocument(List.of("x"), root).text();
        Diagnostics diagnostics = new Diagnostics();
        YamlNode read = YamlReader.parse(Path.of("read"), text.getBytes(StandardCharsets.UTF_8), diagnostics)
                .orElse(null);
        assertThat(diagnostics.sorted()).as(text).isEmpty();
        assertThat(plain(read)).as(text).isEqualTo(plain(root));
    }

    private static Object plain(YamlNode node) {
        if (node instanceof Scalar scalar) {
            return scalar.kind() + " " + scalar.text();
        }
        if (node instanceof Sequence list) {
            return list.items().stream().map(YamlWriterTest::plain).toList();
        }
        return ((Mapping) node)
                .entries().values().stream()
                        .map(entry -> List.of(entry.key(), plain(entry.value())))
                        .toList();
    }
}
