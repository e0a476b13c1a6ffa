package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwatch.event.Event;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.Transport;
import org.postwatch.intake.VerificationResult;
import org.postwatch.intake.VerificationResult.Refused;
import org.postwatch.intake.VerificationResult.Verified;
import org.postwatch.intake.verify.Unverified;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.EventWriter;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every profile of the release with its messages in {@code src/test/resources/intake/PROFILE}. A new profile needs a YAML file
 * and messages, and nothing here. {@code -Dgolden.renew=true} writes what the messages become into their files.
 */
class ProfileSamplesTest {
    private static final ProfileDirectory PROFILES = new ProfileDirectory(Path.of("config/intake/profiles"));
    private static final Path SAMPLES = Path.of("src/test/resources/intake");
    private static final boolean RENEW = Boolean.getBoolean("golden.renew");

    private static final Map<ProfileText, Profile> READ = new ConcurrentHashMap<>();

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
        return READ.computeIfAbsent(text, ProfileSamplesTest::read);
    }

    private static Profile read(ProfileText text) {
        ProfileReader.ProfileReading reading = ProfileReader.read(text);
        assertThat(reading.diagnostics()).isEmpty();
        return reading.profile().orElseThrow();
    }

    private static IntakeResult evaluate(MessageSample sample, IntakeMessage message) {
        ProfileText text = text(sample);
        return new ProfileEvaluator(profile(text), freshIds()).evaluate(message, sample.source(text));
    }

    /** What a message becomes that must prove its sender first. */
    private static ObjectNode outcome(MessageSample sample) {
        VerificationResult verification = verify(sample);
        return verification instanceof Verified
                ? MessageSample.expectation(evaluate(sample, sample.message()))
                : MessageSample.expectation(verification);
    }

    private static VerificationResult verify(MessageSample sample) {
        ProfileText text = text(sample);
        IntakeMessage message = sample.message();
        return message.transport() == Transport.WEBHOOK && !sample.secrets().isEmpty()
                ? profile(text).verifier().verify(message, sample.source(text), sample.secrets())
                : new Verified();
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

    private List<String> bytesWithoutFreshIds(IntakeResult result) {
        return bytes(result).stream()
                .map(bytes -> bytes.replaceAll("fresh-[0-9]+", "fresh"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_message_becomes_the_same_everywhere(MessageSample sample) throws IOException {
        ObjectNode outcome = outcome(sample);
        if (RENEW) {
            sample.renew(outcome);
        }
        assertThat(outcome).isEqualTo(sample.json().path("expect"));
        assertThat(bytes(evaluate(sample, sample.message())))
                .as("another instance")
                .isEqualTo(bytes(evaluate(sample, sample.message())));
    }

    @ParameterizedTest
    @MethodSource("samplesInJson")
    void the_order_of_keys_does_not_matter(MessageSample sample) {
        assertThat(bytesWithoutFreshIds(evaluate(sample, sample.messageWithReversedKeys())))
                .containsExactlyInAnyOrderElementsOf(bytesWithoutFreshIds(evaluate(sample, sample.message())));
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
                .isSubsetOf("normal", "refused", "duplicate", "test", "handshake");
        boolean hasTestMode =
                profile.entries().stream().anyMatch(entry -> entry.test().isPresent());
        assertThat(kinds.contains("test")).as("a message of the test mode").isEqualTo(hasTestMode);
        for (MessageSample sample : samples) {
            ObjectNode outcome = outcome(sample);
            switch (sample.kind()) {
                case "normal", "duplicate" ->
                    assertThat(outcome.has("events")).as(sample.name()).isTrue();
                case "refused", "test" ->
                    assertThat(outcome.has("events")).as(sample.name()).isFalse();
                case "handshake" ->
                    assertThat(outcome.has("reply")).as(sample.name()).isTrue();
                default -> throw new AssertionError(sample.kind());
            }
        }
        assertThat(samples.stream().anyMatch(sample -> verify(sample) instanceof Refused))
                .as("a message that does not prove its sender")
                .isEqualTo(profile.verifier().methods().stream().noneMatch(Unverified.class::isInstance));
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
