package org.postwatch.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.secrets.SecretLocation.EnvironmentVariable;
import org.postwatch.secrets.SecretLocation.SecretFile;
import org.slf4j.LoggerFactory;

/** A district has the secrets that the configuration gives it, and nothing else of this machine. */
class ConfiguredSecretResolverTest {
    @TempDir
    Path machine;

    private final Map<String, String> environment = new TreeMap<>(Map.of("KAFKA_PASSWORD", "of-the-instance"));
    private final Map<String, SecretLocation> elm = new TreeMap<>();
    private final Map<String, SecretLocation> shared = new TreeMap<>();
    private Path root;

    @BeforeEach
    void two_districts() throws IOException {
        root = Files.createDirectory(machine.resolve("secrets"));
        write("elm/river-hook", "  of-elm\n");
        write("oak/pager-key", "of-oak");
        Files.writeString(machine.resolve("passwd"), "root:x:0:0");
    }

    @Test
    void a_file_in_the_districts_own_directory_needs_no_entry() {
        assertThat(resolve("elm", "river-hook")).isEqualTo("of-elm");
    }

    @Test
    void a_changed_file_counts_at_once() throws IOException {
        SecretResolver secrets = secrets();
        assertThat(secrets.resolve("elm", "river-hook")).isEqualTo("of-elm");
        write("elm/river-hook", "another");
        assertThat(secrets.resolve("elm", "river-hook")).isEqualTo("another");
    }

    @Test
    void the_districts_own_entry_goes_first_and_a_shared_one_last() throws IOException {
        environment.put("ELM_HOOK", "by-entry");
        environment.put("RELAY", "for-all");
        elm.put("river-hook", new EnvironmentVariable("ELM_HOOK"));
        shared.put("river-hook", new EnvironmentVariable("RELAY"));
        shared.put("smtp", new SecretFile(Path.of("common", "smtp")));
        write("common/smtp", "relay-password");

        assertThat(resolve("elm", "river-hook")).isEqualTo("by-entry");
        assertThat(resolve("oak", "river-hook")).isEqualTo("for-all");
        assertThat(resolve("elm", "smtp")).isEqualTo("relay-password");
        elm.clear();
        assertThat(resolve("elm", "river-hook")).isEqualTo("of-elm");
    }

    @Test
    void another_districts_name_is_unknown() {
        environment.put("ELM_HOOK", "by-entry");
        elm.put("desk", new EnvironmentVariable("ELM_HOOK"));

        assertMissing("elm", "pager-key", "no secret 'pager-key' for district 'elm'");
        assertMissing("oak", "desk", "no secret 'desk' for district 'oak'");
    }

    @Test
    void a_missing_name_says_what_to_configure() {
        assertThatThrownBy(() -> resolve("elm", "pager"))
                .isInstanceOf(MissingSecretException.class)
                .hasMessage("this instance has no secret 'pager' for district 'elm'; expected"
                        + " 'secrets.districts.elm.pager' in its configuration, or the file elm/pager in"
                        + " 'secrets.directory'");
        assertThatThrownBy(() -> SecretSources.NONE.resolver().resolve("elm", "pager"))
                .hasMessage("this instance has no secret 'pager' for district 'elm'; expected"
                        + " 'secrets.districts.elm.pager' in its configuration, or 'secrets.directory' with a file"
                        + " elm/pager");
    }

    @ParameterizedTest
    @CsvSource({
        "elm, ../oak/pager-key",
        "elm, ../../passwd",
        "elm, /etc/passwd",
        "elm, KAFKA_PASSWORD",
        "elm, ''",
        "elm, .",
        ".., passwd",
        "'', oak",
        "elm/../oak, pager-key"
    })
    void a_name_leads_nowhere_else(String district, String name) {
        assertMissing(district, name, "no secret '" + name + "' for district '" + district + "'");
    }

    @Test
    void a_symbolic_link_may_lead_within_the_directory_but_not_out_of_it() throws IOException {
        // As Kubernetes mounts secrets.
        write("elm/..data/token", "mounted");
        Files.createSymbolicLink(root.resolve("elm/token"), Path.of("..data", "token"));
        Files.createSymbolicLink(root.resolve("elm/passwd"), machine.resolve("passwd"));
        Files.createSymbolicLink(root.resolve("ash"), machine);

        assertThat(resolve("elm", "token")).isEqualTo("mounted");
        assertMissing("elm", "passwd", "the file elm/passwd in 'secrets.directory', which is a link that leads out");
        assertMissing("ash", "passwd", "the file ash/passwd in 'secrets.directory', which is a link that leads out");
    }

    @Test
    void what_is_no_small_text_is_refused_and_never_repeated() throws IOException {
        Files.createDirectory(root.resolve("elm/folder"));
        write("elm/long", "s".repeat(SecretDirectory.MAX_BYTES + 1));
        write("elm/blank", " \n");
        Files.write(root.resolve("elm/bytes"), new byte[] {'s', (byte) 0xff});

        assertMissing("elm", "folder", "which is not a regular file");
        assertMissing("elm", "long", "which has more than 65536 bytes");
        assertMissing("elm", "blank", "which is empty");
        assertMissing("elm", "bytes", "which is not UTF-8 text");
        write("elm/long", "s".repeat(SecretDirectory.MAX_BYTES));
        assertThat(resolve("elm", "long")).hasSize(SecretDirectory.MAX_BYTES);
    }

    @Test
    void an_entry_that_leads_nowhere_says_which() {
        elm.put("var", new EnvironmentVariable("NOT_SET"));
        elm.put("gone", new SecretFile(Path.of("elm", "gone")));

        assertMissing("elm", "var", "the environment variable NOT_SET, which is not set or is empty");
        assertMissing("elm", "gone", "the file elm/gone in 'secrets.directory', which does not exist");
        environment.put("NOT_SET", "  ");
        assertMissing("elm", "var", "which is not set or is empty");
    }

    @Test
    void a_file_that_others_can_read_is_used_and_warned_of_once() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(SecretDirectory.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.addAppender(said);
        try {
            SecretResolver secrets = secrets();
            mode("elm/river-hook", "rw-r-----");
            secrets.resolve("elm", "river-hook");
            assertThat(said.list).isEmpty();
            mode("elm/river-hook", "rw-r--r--");
            secrets.resolve("elm", "river-hook");
            assertThat(secrets.resolve("elm", "river-hook")).isEqualTo("of-elm");
        } finally {
            logger.detachAppender(said);
        }
        assertThat(said.list).hasSize(1);
        assertThat(said.list.get(0).getFormattedMessage())
                .contains("/elm/river-hook ", "OTHERS_READ")
                .doesNotContain("of-elm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whsec_abc", "file:/etc/passwd", "file:../passwd", "file:elm/../../passwd", "file:", "file:.",
                "file:elm//x/.", "env:", "env:A-B", "env:A B", "", "secret:x"
            })
    void a_location_is_a_variable_or_a_file_below_the_directory(String text) {
        assertThat(SecretLocation.of(text)).isEmpty();
        assertThat(SecretLocation.of("env:A_1")).contains(new EnvironmentVariable("A_1"));
        assertThat(SecretLocation.of("file:elm/x")).contains(new SecretFile(Path.of("elm", "x")));
    }

    private void assertMissing(String district, String name, String why) {
        assertThatThrownBy(() -> resolve(district, name))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageContaining(why)
                .hasMessageNotContainingAny("of-oak", "of-elm", "root:x", "of-the-instance", machine.toString());
    }

    private String resolve(String district, String name) {
        return secrets().resolve(district, name);
    }

    private SecretResolver secrets() {
        return new ConfiguredSecretResolver(
                new SecretSources(Optional.of(root), Map.of("elm", elm), shared), environment::get);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        mode(file, "rw-------");
    }

    private void mode(String file, String mode) throws IOException {
        Files.setPosixFilePermissions(root.resolve(file), PosixFilePermissions.fromString(mode));
    }
}
