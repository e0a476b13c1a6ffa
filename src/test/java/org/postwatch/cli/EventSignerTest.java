package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.RecordSigner;

/** What {@code send --sign-with} signs with. */
class EventSignerTest {
    private static final EventAddressing.EventDestination TO =
            new EventAddressing.EventDestination("postwatch.camera.events", "elm");
    private static final byte[] EVENT = "{}".getBytes(UTF_8);

    @TempDir
    Path directory;

    @Test
    void a_named_secret_is_the_one_of_the_events_district() {
        EventSigner signer =
                EventSigner.of("secret:doors", (district, name) -> "the secret " + name + " of " + district);

        assertThat(signer.sign(TO, EVENT))
                .isEqualTo(new RecordSigner("the secret doors of elm").sign(TO.topic(), "elm".getBytes(UTF_8), EVENT));
    }

    @Test
    void a_local_file_is_accepted() throws Exception {
        Path file = Files.writeString(directory.resolve("doors"), "a secret that lies in a file\n");

        assertThat(EventSigner.of("file:" + file, (district, name) -> "").sign(TO, EVENT))
                .isEqualTo(new RecordSigner("a secret that lies in a file")
                        .sign(TO.topic(), "elm".getBytes(UTF_8), EVENT));
    }

    @Test
    void an_unusable_secret_is_reported_without_its_value() {
        assertThatThrownBy(() -> EventSigner.of("hunter2", (district, name) -> ""))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("--sign-with: expected secret:NAME, env:VARIABLE or file:PATH");
        assertThatThrownBy(() -> EventSigner.of("env:POSTWATCH_TEST_NOT_THERE", (district, name) -> ""))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("no variable POSTWATCH_TEST_NOT_THERE");
        assertThatThrownBy(() -> EventSigner.of("secret:doors", (district, name) -> "short")
                        .sign(TO, EVENT))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageNotContaining("'short'");
    }
}
