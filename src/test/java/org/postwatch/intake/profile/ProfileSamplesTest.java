package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.event.Event;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.ProfileText;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;

/**
 * Every profile of the release with its messages in {@code src/test/resources/intake/PROFILE}. A new profile needs a YAML file
 * and messages, and nothing here. {@code -Dgolden.renew=true} writes what the messages become into their files.
 */
class ProfileSamplesTest {
    private static final ProfileDirectory PROFILES = new ProfileDirectory(Path.of("config/intake/profiles"));
    private static final Path SAMPLES = Path.of("src/test/resources/intake");
    private static final boolean RENEW = Boolean.getBoolean("golden.renew");

    private final EventWriter writer = new EventWriter();

    static List<String> profiles() {
        return PROFILES.names();
    }

    static Stream<MessageSample> samples() {
        return profiles().stream().flatMap(name -> samplesOf(name).stream());
    }

    static Stream<MessageSample> samplesInJson() {
        return samples().filter(MessageSample::hasJsonBody);
    }

    static Stream<MessageSample> duplicates() {
        return samples().filter(sample -> sample.duplicateOf().isPresent());
    }

    private static List<MessageSample> samplesOf(String profile) {
        try {
            return MessageSample.ofProfile(SAMPLES.resolve(profile));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ProfileText text(MessageSample sample) {
        return PROFILES.find(sample.file().getParent().getFileName().toString()).orElseThrow();
    }

    private static Profile profile(ProfileText text) {
        ProfileReader.ProfileReading reading = ProfileReader.read(text);
        assertThat(reading.diagnostics()).isEmpty();
        return reading.profile().orElseThrow();
    }

    private static IntakeResult evaluate(MessageSample sample, IntakeMessage message) {
        ProfileText text = text(sample);
        return new ProfileEvaluator(profile(text), freshIds()).evaluate(message, sample.source(text));
    }

    private static Supplier<String> freshIds() {
        int[] count = {0};
        return () -> "fresh-" + ++count[0];
    }

    private List<String> bytes(IntakeResult result) {
        return result.events().stream()
                .map(event -> new String(writer.write(event), UTF_8))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_message_becomes_the_same_everywhere(MessageSample sample) throws IOException {
        IntakeResult result = evaluate(sample, sample.message());
        if (RENEW) {
            sample.renew(MessageSample.expectation(result));
        }
        assertThat(MessageSample.expectation(result)).isEqualTo(sample.json().path("expect"));
        assertThat(bytes(evaluate(sample, sample.message())))
                .as("another instance")
                .isEqualTo(bytes(result));
    }

    @ParameterizedTest
    @MethodSource("samplesInJson")
    void the_order_of_keys_does_not_matter(MessageSample sample) {
        assertThat(bytes(evaluate(sample, sample.messageWithReversedKeys())))
                .isEqualTo(bytes(evaluate(sample, sample.message())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void no_event_is_rejected_as_malformed(MessageSample sample) {
        for (Event event : evaluate(sample, sample.message()).events()) {
            DecodeResult decoded =
                    new EventReader().read(event.origin().district().getBytes(UTF_8), writer.write(event));
            assertThat(decoded).isEqualTo(new DecodeResult.DecodedEvent(event));
        }
    }

    @ParameterizedTest
    @MethodSource("duplicates")
    void a_duplicate_is_the_same_event(MessageSample sample) {
        MessageSample first = samplesOf(sample.file().getParent().getFileName().toString()).stream()
                .filter(other -> other.name().equals(sample.duplicateOf().orElseThrow()))
                .findFirst()
                .orElseThrow();
        assertThat(bytes(evaluate(sample, sample.message())))
                .isNotEmpty()
                .isEqualTo(bytes(evaluate(first, first.message())));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void two_messages_give_no_id_to_different_events(String name) {
        Map<String, String> byId = new HashMap<>();
        for (MessageSample sample : samplesOf(name)) {
            for (Event event : evaluate(sample, sample.message()).events()) {
                if (!event.id().startsWith("fresh-")) {
                    String bytes = new String(writer.write(event), UTF_8);
                    assertThat(byId.putIfAbsent(event.id(), bytes))
                            .as("%s: %s", sample.name(), event.id())
                            .isIn(null, bytes);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_profile_has_messages_of_every_kind(String name) {
        List<MessageSample> samples = samplesOf(name);
        List<String> kinds =
                samples.stream().map(MessageSample::kind).distinct().toList();
        Profile profile = profile(PROFILES.find(name).orElseThrow());
        assertThat(kinds)
                .contains("normal", "refused", "duplicate")
                .isSubsetOf("normal", "refused", "duplicate", "test");
        boolean hasTestMode =
                profile.entries().stream().anyMatch(entry -> entry.test().isPresent());
        assertThat(kinds.contains("test")).as("a message of the test mode").isEqualTo(hasTestMode);
        for (MessageSample sample : samples) {
            IntakeResult result = evaluate(sample, sample.message());
            switch (sample.kind()) {
                case "normal", "duplicate" ->
                    assertThat(result.events()).as(sample.name()).isNotEmpty();
                case "refused", "test" ->
                    assertThat(result.events()).as(sample.name()).isEmpty();
                default -> throw new AssertionError(sample.kind());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void every_field_of_a_vendor_has_a_source(String name) {
        Profile profile = profile(PROFILES.find(name).orElseThrow());
        assertThat(profile.fields().keySet())
                .as("'fields' lists what the expressions read: body.a.b, headers.x, query.x, topic")
                .containsExactlyInAnyOrderElementsOf(profile.vendorFields());
        profile.fields().forEach((field, source) -> assertThat(source).as(field).contains("https://"));
    }
}
