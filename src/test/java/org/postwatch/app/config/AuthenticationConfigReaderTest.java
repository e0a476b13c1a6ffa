package org.postwatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.streams.RecordAuthentication;

/** Where an instance has its own key from, and whether feeds must sign. */
class AuthenticationConfigReaderTest {
    @TempDir
    Path directory;

    @Test
    void with_the_embedded_broker_the_first_start_makes_a_key_that_only_its_owner_may_read() throws IOException {
        RecordAuthentication first = AuthenticationConfigReader.read(read(""));

        assertThat(first.feedSigning()).isEqualTo(RecordAuthentication.FeedSigningMode.OPEN);
        assertThat(first.instanceKey().orElseThrow()).hasSize(64);
        Path file = directory.resolve("data/instance.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(AuthenticationConfigReader.read(read("")).instanceKey()).isEqualTo(first.instanceKey());
        assertThat(directory.resolve("data")).isDirectoryContaining("glob:**/instance.key");
        assertThat(Files.list(directory.resolve("data"))).hasSize(1);
        assertThat(first.toString()).doesNotContain(first.instanceKey().orElseThrow());
    }

    @Test
    void a_damaged_key_stops_the_start_and_says_what_to_do() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/instance.key"), "");
        assertThatThrownBy(() -> AuthenticationConfigReader.read(read("")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("instance.key")
                .hasMessageContaining("remove it: a new one is created at the next start");
    }

    @Test
    void with_a_cluster_all_feeds_must_sign_and_the_instances_share_a_key() {
        assertThatThrownBy(() -> AuthenticationConfigReader.read(read("kafka.bootstrap.servers: a:1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'security.instance-key'");

        String shared =
                "kafka.bootstrap.servers: a:1\nsecrets.directory: " + directory + "\nsecurity.instance-key: file:key";
        assertThatThrownBy(() -> AuthenticationConfigReader.read(read(shared)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("'security.instance-key': ");
        write("key", "a key for all of the instances\n");
        RecordAuthentication trust = AuthenticationConfigReader.read(read(shared));
        assertThat(trust.feedSigning()).isEqualTo(RecordAuthentication.FeedSigningMode.SIGNED);
        assertThat(trust.instanceKey()).contains("a key for all of the instances");

        write("key", "short");
        assertThatThrownBy(() -> AuthenticationConfigReader.read(read(shared)))
                .hasMessageContaining("at least 16 bytes, found 5")
                .hasMessageNotContaining("short");
    }

    @Test
    void an_open_cluster_needs_no_key() {
        RecordAuthentication trust =
                AuthenticationConfigReader.read(read("kafka.bootstrap.servers: a:1\nsecurity.feeds: open"));
        assertThat(trust.feedSigning()).isEqualTo(RecordAuthentication.FeedSigningMode.OPEN);
        assertThat(trust.instanceKey()).isEmpty();
    }

    @Test
    void what_stands_where_a_place_is_expected_may_be_a_secret_and_is_not_shown() {
        assertThatThrownBy(() -> read("security.instance-key: hunter2hunter2hunter2"))
                .hasMessageContaining("test.yaml:2: 'security.instance-key': expected env:VARIABLE, or file:PATH")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> read("security.feeds: singed"))
                .hasMessageContaining("'security.feeds' is 'singed'; expected one of open, signed");
    }

    private void write(String name, String text) {
        try {
            Path file = Files.writeString(directory.resolve(name), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Configuration read(String text) {
        String all = "data.directory: " + directory.resolve("data") + "\n" + text;
        return Configuration.parse("test.yaml", all, Map.<String, String>of()::get);
    }
}
