package org.postwatch;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names are unique and standard terms, and texts are plain English. */
class NamesTest {
    /** Type names of earlier versions, which did not say what the type is. */
    private static final Path FORMER_NAMES = Path.of("src/test/resources/names/former-type-names.txt");

    /** Inner types that are conventionally used with the name of the outer type. */
    private static final Set<String> CONVENTIONAL_INNER_NAMES = Set.of("Builder");

    /** Words and phrases that the documentation of Kafka or PostgreSQL would not use for what is meant here. */
    private static final Pattern LITERARY = Pattern.compile(
            "(?i)\\b(told|tells?|telling|sets? (it )?aside|pass(ed|es)? over|whoever|anew|used wrongly|heard (of|from)"
                    + "|sees? to it|in earnest|what (became|becomes) of|(brought|brings?) out|held back|nobody (may )?hears?"
                    + "|couriers?|metronomes?|onlookers?|affairs?|rungs?|gone by|it is said|was said|is said|be said"
                    + "|stands still|under (somebody's|its) eyes|is barred|no longer barred|barred affiliations?|in hand|to nobody|brokers? inside|warm copy|warm copies"
                    + "|bare campus(es)?|is taken back|was taken back)\\b");

    /** Words that wire names, rules and reasons no longer use. */
    private static final Pattern FORMER_WIRE_VALUES = Pattern.compile(
            "\"(told|held|refused|passed-over|commanded|asked|takes|hands-down|differs|no-forecasts|bar-lifted|not named"
                    + "|own failure|notTold|heldBack|rehearse|courier-|known-secrets)\"");

    /** Names in JSON that earlier versions wrote. The forms of CAP and of documents are not read with it. */
    private static final String FORMER_KEYS =
            "matters?|because|news|earlier|habits|goesOn|said|effective|walked|chain|lines|hold"
                    + "|forgetAt|bars|barred\\w*|watchedFrom|pause";

    private static final Pattern FORMER_JSON_KEY =
            Pattern.compile("\"(" + FORMER_KEYS + ")\"\\s*:|(?m)^\\s*(" + FORMER_KEYS + "):( |$)");

    private static final Pattern FORMER_COMPONENT =
            Pattern.compile("\"([^\"\n]* )?(" + FORMER_KEYS + ")\\??( [^\"\n]*)?\"");

    /** Where names in JSON are written, documented and stored as samples. */
    private static final List<Path> JSON_FILES = List.of(
            Path.of("config/asyncapi.yaml"),
            Path.of("config/districts"),
            Path.of("src/main/resources/schema"),
            Path.of("src/test/resources/golden"),
            Path.of("src/test/resources/plans"),
            Path.of("src/test/resources/state"),
            Path.of("src/test/resources/wire"));

    private static final List<Path> NAMES_OF_COMPONENTS = List.of(
            Path.of("src/main/java/org/postwatch/wire/OutputNames.java"),
            Path.of("src/main/java/org/postwatch/wire/PlanNames.java"),
            Path.of("src/main/java/org/postwatch/wire/RoutingNames.java"),
            Path.of("src/main/java/org/postwatch/streams/state/NotificationStateSerde.java"),
            Path.of("src/main/java/org/postwatch/delivery/NoticeBody.java"));

    private static final Pattern TEST_NAME = Pattern.compile("void [a-z0-9]+_\\w+\\(");

    private static final Pattern TEXT =
            Pattern.compile("/\\*.*?\\*/|//[^\n]*|\"(?:[^\"\\\\\n]|\\\\.)*\"", Pattern.DOTALL);

    private static final List<Path> TEXT_FILES = List.of(
            Path.of("config"),
            Path.of("src/main/resources"),
            Path.of("docs"),
            Path.of("README.md"),
            Path.of("CHANGELOG.md"),
            Path.of("CONTRIBUTING.md"));

    @Test
    void no_simple_type_name_is_used_twice() {
        TreeMap<String, Long> counts =
                types().map(JavaClass::getSimpleName).collect(groupingBy(name -> name, TreeMap::new, counting()));
        counts.keySet().removeAll(CONVENTIONAL_INNER_NAMES);
        counts.values().removeIf(count -> count == 1);
        assertThat(counts).as("rename one of each: one word for one thing").isEmpty();
    }

    @Test
    void no_type_has_a_former_name() throws IOException {
        Set<String> former = new TreeSet<>(Files.readAllLines(FORMER_NAMES));
        assertThat(former).hasSizeGreaterThan(300);
        former.retainAll(types().map(JavaClass::getSimpleName).toList());
        assertThat(former).as("names that do not say what the type is").isEmpty();
    }

    @Test
    void sources_are_written_in_plain_english() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(Path.of("src/main/java"))) {
            String source = Files.readString(file);
            Matcher text = TEXT.matcher(source);
            while (text.find()) {
                find(LITERARY, text.group(), file, line(source, text.start()), found);
                find(FORMER_WIRE_VALUES, text.group(), file, line(source, text.start()), found);
            }
        }
        assertThat(found)
                .as("write it as the documentation of Kafka or PostgreSQL would")
                .isEmpty();
    }

    @Test
    void tests_are_written_in_plain_english() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(Path.of("src/test/java"))) {
            if (file.endsWith("NamesTest.java")) {
                continue;
            }
            String source = Files.readString(file);
            for (Pattern part : List.of(TEXT, TEST_NAME)) {
                Matcher text = part.matcher(source);
                while (text.find()) {
                    find(LITERARY, text.group().replace('_', ' '), file, line(source, text.start()), found);
                }
            }
        }
        assertThat(found).as("write tests as plainly as the code").isEmpty();
    }

    @Test
    void no_name_in_json_is_a_former_one() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path root : JSON_FILES) {
            for (Path file : files(root)) {
                findLines(FORMER_JSON_KEY, file, found);
            }
        }
        for (Path file : NAMES_OF_COMPONENTS) {
            findLines(FORMER_COMPONENT, file, found);
        }
        assertThat(found).as("name it after the component of the record").isEmpty();
    }

    @Test
    void documents_and_schemas_are_written_in_plain_english() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path root : TEXT_FILES) {
            for (Path file : files(root)) {
                find(LITERARY, Files.readString(file), file, 1, found);
            }
        }
        assertThat(found)
                .as("write it as the documentation of Kafka or PostgreSQL would")
                .isEmpty();
    }

    private static Stream<JavaClass> types() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.postwatch").stream()
                        .filter(type -> !type.isAnonymousClass()
                                && !type.getSimpleName().isEmpty()
                                && !type.getSimpleName().equals("package-info"));
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().matches(".*\\.(java|md|ya?ml|json|xml|properties|example|service|txt)"))
                    .sorted()
                    .toList();
        }
    }

    /** Reports each match with its line; a line break and the decoration of a comment count as one space. */
    private static void find(Pattern pattern, String text, Path file, int firstLine, List<String> found) {
        Matcher match = pattern.matcher(
                text.replaceAll("\n[ \t]*(\\*|//|#)?[ \t]*", "\n").replace('\n', ' '));
        while (match.find()) {
            found.add(file + ":" + firstLine + ": " + match.group());
        }
    }

    private static void findLines(Pattern pattern, Path file, List<String> found) throws IOException {
        String source = Files.readString(file);
        Matcher match = pattern.matcher(source);
        while (match.find()) {
            found.add(file + ":" + line(source, match.start()) + ": "
                    + match.group().strip());
        }
    }

    private static int line(String source, int offset) {
        return 1
                + (int) source.substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
