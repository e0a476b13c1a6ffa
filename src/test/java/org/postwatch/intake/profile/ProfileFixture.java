package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.VendorMap;

/** A small profile, a source of it, and messages. */
final class ProfileFixture {
    static final Instant ARRIVAL = Instant.parse("2026-09-14T13:30:00Z");

    private static final String HEAD = """
            profile: small
            about: for tests
            transports: [webhook, mqtt]
            verify: {kind: bearer}
            parameters:
              kind: {about: of the test}
            messages:
            """;

    private ProfileFixture() {}

    /** @param entries the items of {@code messages} */
    static ProfileText profile(String entries) {
        return new ProfileText("small", HEAD + entries.indent(2));
    }

    static ProfileEvaluator evaluator(String entries) {
        ProfileReader.ProfileReading reading = ProfileReader.read(profile(entries));
        int[] fresh = {0};
        return new ProfileEvaluator(
                reading.profile()
                        .orElseThrow(
                                () -> new AssertionError(reading.diagnostics().toString())),
                () -> "fresh-" + ++fresh[0]);
    }

    static IntakeSource source(Profile profile) {
        MappedTarget gym =
                new MappedTarget(Optional.of("north"), Optional.of("gym"), Optional.of("cam-1"), Optional.of("P-1"));
        return new IntakeSource(
                "springfield",
                "a-source",
                "a-feed",
                new SourceTransport.WebhookTransport(),
                new ProfileText(profile.name(), ""),
                new VendorMap(Map.of("device", Map.of("d", gym))),
                Map.of("kind", "ring"),
                List.of());
    }

    static IntakeMessage message(String body) {
        return IntakeMessage.webhook(Map.of(), Map.of(), body.getBytes(UTF_8), ARRIVAL);
    }

    static IntakeResult evaluate(String entries, String body) {
        return evaluate(entries, message(body));
    }

    static IntakeResult evaluate(String entries, IntakeMessage message) {
        ProfileEvaluator evaluator = evaluator(entries);
        return evaluator.evaluate(message, source(evaluator.profile()));
    }
}
