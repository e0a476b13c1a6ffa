package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.topology.Addressed;
import org.postwatch.topology.Signature;

/** What {@code send --sign-with} signs with. */
class SignerTest {
    private static final Addressed.To TO = new Addressed.To("postwatch.camera.events", "elm");
    private static final byte[] EVENT = "{}".getBytes(UTF_8);

    @TempDir
    Path directory;

    @Test
    void a_named_secret_is_the_one_of_the_events_district() {
        Signer signer = Signer.of("secret:doors", (district, name) -> "the secret " + name + " of " + district);

        assertThat(signer.sign(TO, EVENT))
                .isEqualTo(new Signature("the secret doors of elm").of(TO.topic(), "elm".getBytes(UTF_8), EVENT));
    }

    @Test
    void a_file_here_will_do() throws Exception {
        Path file = Files.writeString(directory.resolve("doors"), "a secret that lies in a file\n");

        assertThat(Signer.of("file:" + file, (district, name) -> "").sign(TO, EVENT))
                .isEqualTo(new Signature("a secret that lies in a file").of(TO.topic(), "elm".getBytes(UTF_8), EVENT));
    }

    @Test
    void what_cannot_be_used_is_said_without_a_word_of_it() {
        assertThatThrownBy(() -> Signer.of("hunter2", (district, name) -> ""))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("--sign-with: expected secret:NAME, env:VARIABLE or file:PATH");
        assertThatThrownBy(() -> Signer.of("env:POSTWATCH_TEST_NOT_THERE", (district, name) -> ""))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("no variable POSTWATCH_TEST_NOT_THERE");
        assertThatThrownBy(() ->
                        Signer.of("secret:doors", (district, name) -> "short").sign(TO, EVENT))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageNotContaining("'short'");
    }
}
