package org.postwatch.wire;

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
    private static final Pattern REASON_LITERAL = Pattern.compile("(?:Rejection|\\brejected)\\(\\s*\"([a-z-]+)\"");

    /** A reason that is not in the table could be neither explained nor sent again. */
    @Test
    void every_reason_used_in_the_code_is_in_the_table() throws IOException {
        TreeSet<String> given = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = REASON_LITERAL.matcher(Files.readString(file));
                while (matcher.find()) {
                    given.add(matcher.group(1));
                }
            }
        }
        assertThat(given).contains("unknown-district", "future", "late", "sealed", "unprocessable", "too-many");
        assertThat(given)
                .allSatisfy(reason -> assertThat(RejectionReason.ofWireName(reason))
                        .as(reason)
                        .isPresent());
    }

    @Test
    void records_rejected_for_a_wrong_clock_or_a_missing_plan_can_be_resent() {
        assertThat(Stream.of(RejectionReason.values()).filter(RejectionReason::isResendable))
                .contains(RejectionReason.FUTURE, RejectionReason.LATE, RejectionReason.UNKNOWN_DISTRICT)
                .doesNotContain(RejectionReason.CONFLICTING, RejectionReason.UNSIGNED, RejectionReason.MALFORMED);
    }
}
