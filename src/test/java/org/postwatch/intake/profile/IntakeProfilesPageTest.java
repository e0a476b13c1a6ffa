package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.event.EventType;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.UnmappedId;
import org.postwatch.intake.VendorMap;
import org.postwatch.wire.EventWriter;

/** The reference part of docs/intake-profiles.md is what the code gives. {@code -Ddocs.renew=true} writes it. */
class IntakeProfilesPageTest {
    private static final Path PAGE = Path.of("docs/intake-profiles.md");
    private static final String REFERENCE = "## Reference\n";
    private static final Pattern PROFILE = Pattern.compile("```yaml\n(profile: .*?)```", Pattern.DOTALL);
    private static final Pattern MESSAGE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_reference_is_that_of_the_code() throws IOException {
        String page = Files.readString(PAGE);
        int at = page.indexOf(REFERENCE);
        String expected = page.substring(0, at) + reference();
        if (Boolean.getBoolean("docs.renew")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE)
                .as("renew with mvn test -Dtest=IntakeProfilesPageTest -Ddocs.renew=true")
                .hasContent(expected);
    }

    @Test
    void the_message_of_the_page_becomes_what_the_page_says() throws IOException {
        String page = Files.readString(PAGE);
        ProfileReader.ProfileReading reading = ProfileReader.read(new ProfileText("bell-app", first(PROFILE, page)));
        assertThat(reading.diagnostics()).isEmpty();
        ProfileEvaluator evaluator = new ProfileEvaluator(reading.profile().orElseThrow());
        IntakeMessage message = ProfileFixture.message(first(MESSAGE, page));
        IntakeSource unmapped = ProfileFixture.source(evaluator.profile());
        assertThat(evaluator.evaluate(message, unmapped).unmapped()).containsOnlyKeys(new UnmappedId("bell", "17"));
        MappedTarget main =
                new MappedTarget(Optional.of("north"), Optional.of("main"), Optional.empty(), Optional.empty());
        IntakeSource mapped = new IntakeSource(
                "springfield",
                "bells",
                "bells",
                unmapped.transport(),
                unmapped.profile(),
                new VendorMap(Map.of("bell", Map.of("17", main))),
                Map.of(),
                List.of());
        IntakeResult result = evaluator.evaluate(message, mapped);
        assertThat(result.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.BUZZER_PRESSED);
            assertThat(event.id()).isEqualTo("r-4711");
            assertThat(new String(new EventWriter().write(event), UTF_8)).doesNotContain("Jane");
        });
    }

    private static String first(Pattern block, String page) {
        Matcher found = block.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String reference() {
        List<String> lines = new ArrayList<>(List.of(REFERENCE, "This part is generated from the code."));
        keys(lines, "The profile", ProfileSchema.PROFILE);
        keys(lines, "An entry of `messages`", ProfileSchema.ENTRY);
        keys(lines, "`poll`", PollSchema.SCHEMA);
        keys(lines, "An item of `verify`", VerificationSchema.SCHEMA);
        lines.addAll(List.of("", "| `kind` | | Keys |", "|---|---|---|"));
        for (VerificationSchema.VerificationKind kind : VerificationSchema.VerificationKind.values()) {
            lines.add(row(
                    "`" + kind.documentName() + "`",
                    kind.about(),
                    kind.keys().stream()
                            .map(key -> "`" + key + "`")
                            .reduce((a, b) -> a + ", " + b)
                            .orElse("")));
        }
        keys(lines, "A parameter", ProfileSchema.PARAMETER);
        lines.addAll(List.of("", "### Variables", "", "| Variable | |", "|---|---|"));
        for (ExpressionVariable variable : ExpressionVariable.values()) {
            lines.add(row("`" + variable.text() + "`", variable.about()));
        }
        lines.addAll(List.of(
                "",
                "### Functions",
                "",
                "Beyond the [standard functions of CEL](https://github.com/google/cel-spec/blob/master/doc/langdef.md) and its"
                        + " optional values (`body.?a.orValue(\"b\")`):",
                ""));
        for (ExpressionFunction function : ExpressionFunction.values()) {
            lines.add("* " + function.about() + ".");
        }
        lines.addAll(List.of("", "### Bounds", "", "| | At most |", "|---|---|"));
        lines.add(row("a message", IntakeMessage.MAX_BYTES / 1024 + " KB, " + MessageBody.MAX_DEPTH + " levels"));
        lines.add(row(
                "events of a message",
                ResultCollector.MAX_EVENTS + ", " + ResultCollector.MAX_OUTPUT_BYTES / 1024 + " KB together"));
        lines.add(row(
                "states of devices and heartbeats of a message",
                String.format(
                        "%,d, %d KB together", ResultCollector.MAX_STATES, ResultCollector.MAX_STATE_BYTES / 1024)));
        lines.add(row("elements of `each`", String.valueOf(EntryEvaluation.MAX_ITEMS)));
        lines.add(row(
                "an expression",
                ExpressionCompiler.MAX_SOURCE_LENGTH + " characters, " + ExpressionCompiler.MAX_DEPTH + " levels, "
                        + ExpressionCompiler.MAX_ITERATIONS + " iterations of all its loops together"));
        return String.join("\n", lines) + "\n";
    }

    private static void keys(List<String> lines, String title, SectionSchema schema) {
        lines.addAll(List.of("", "### " + title, "", "| Key | Value | Default | |", "|---|---|---|---|"));
        for (SectionKey<?> key : schema.keys().values()) {
            lines.add(row(
                    "`" + key.name() + "`",
                    key.parser().expected(),
                    key.isRequired()
                            ? "*required*"
                            : key.fallback().map(value -> "`" + value + "`").orElse(""),
                    key.description()));
        }
    }

    private static String row(String... cells) {
        return "| "
                + String.join(
                        " | ",
                        List.of(cells).stream()
                                .map(cell -> cell.replace("|", "\\|"))
                                .toList()) + " |";
    }
}
