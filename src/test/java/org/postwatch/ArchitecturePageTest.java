package org.postwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link to code in the page points to the line that declares what it names. {@code -Ddocs.renew=true} corrects the lines. */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern LINK = Pattern.compile("\\[`(\\w+)(?:\\.(\\w+))?`\\]\\(([^)]*)\\)");

    @Test
    void links_point_to_declarations() throws IOException {
        String page = Files.readString(PAGE);
        String renewed = LINK.matcher(page)
                .replaceAll(link -> Matcher.quoteReplacement("[`" + link.group(1)
                        + (link.group(2) == null ? "" : "." + link.group(2)) + "`]("
                        + target(link.group(1), link.group(2))
                        + ")"));
        if (Boolean.getBoolean("docs.renew")) {
            Files.writeString(PAGE, renewed);
            return;
        }

        assertThat(LINK.matcher(page).results()).hasSizeGreaterThan(30);
        assertThat(page)
                .as("renew with mvn test -Dtest=ArchitecturePageTest -Ddocs.renew=true")
                .isEqualTo(renewed);
    }

    private static String target(String type, String method) {
        Path file;
        List<String> lines;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            file = files.filter(path -> path.endsWith(type + ".java"))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("docs/architecture.md names " + type + ", which does not exist"));
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + SOURCES, e);
        }
        Pattern declaration = Pattern.compile(
                method == null
                        ? "^\\S.*\\b(class|record|interface|enum) " + type + "\\b.*"
                        : "^    [\\w<].* " + method + "\\(.*");
        for (int i = 0; i < lines.size(); i++) {
            if (declaration.matcher(lines.get(i)).matches()) {
                return "../" + file + "#L" + (i + 1);
            }
        }
        throw new AssertionError("docs/architecture.md names " + type + "." + method + ", which does not exist");
    }
}
