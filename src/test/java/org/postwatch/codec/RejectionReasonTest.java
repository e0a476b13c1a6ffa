package org.postwatch.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RejectionReasonTest {
    private static final Pattern GIVEN = Pattern.compile("(?:SetAside|\\baside)\\(\\s*\"([a-z-]+)\"");

    /** A reason that is not in the table could be neither explained nor sent again. */
    @Test
    void every_reason_that_the_code_gives_is_in_the_table() throws IOException {
        TreeSet<String> given = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = GIVEN.matcher(Files.readString(file));
                while (matcher.find()) {
                    given.add(matcher.group(1));
                }
            }
        }
        assertThat(given).contains("unknown-district", "future", "late", "sealed", "unprocessable", "too-many");
        assertThat(given)
                .allSatisfy(reason ->
                        assertThat(RejectionReason.of(reason)).as(reason).isPresent());
    }

    @Test
    void what_a_wrong_clock_or_a_missing_plan_rejected_can_be_sent_again() {
        assertThat(Stream.of(RejectionReason.values()).filter(RejectionReason::isResendable))
                .contains(RejectionReason.FUTURE, RejectionReason.LATE, RejectionReason.UNKNOWN_DISTRICT)
                .doesNotContain(RejectionReason.CONFLICTING, RejectionReason.UNSIGNED, RejectionReason.MALFORMED);
    }
}
