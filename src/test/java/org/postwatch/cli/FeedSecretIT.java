package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.runtime.Backlog;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.InstanceTrust;
import org.postwatch.runtime.Node;
import org.postwatch.topology.Onlooker;

/** An instance that lacks the secret of a feed stops, and says which one: it never calls the feed's events unsigned. */
class FeedSecretIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void without_the_secret_it_stops_and_names_it_again_at_the_next_start() throws Exception {
        String named = "postwatch-coverage stopped: this instance has no secret 'hr-system' for district 'd'";
        Configuration configuration = Configuration.embedded().at(directory.resolve("data"), 0);
        try (Node node = start(configuration)) {
            assertThat(node.awaitRunning(WAIT_MAX)).isTrue();
            apply(node, ", key: secret:hr-system");
            assertSaid(node, named);
        }
        try (Node node = start(configuration)) {
            assertSaid(node, named);
        }
    }

    @Test
    void where_all_feeds_must_sign_it_does_not_start_with_one_that_has_no_key() throws Exception {
        Configuration open = Configuration.embedded().at(directory.resolve("data"), 0);
        try (Node node = start(open);
                Admin admin = Admin.create(
                        ClientSettings.of(open, node.bootstrapServers()).admin())) {
            assertThat(node.awaitRunning(WAIT_MAX)).isTrue();
            apply(node, "");
            assertThat(Backlog.ofCoverage(admin, open).awaitNone(WAIT_MAX)).isTrue();
        }
        Configuration signed = Configuration.read(
                        Files.writeString(directory.resolve("signed.yaml"), "security.feeds: signed\n"))
                .at(directory.resolve("data"), 0);
        try (Node node = start(signed)) {
            assertSaid(node, "feeds of district 'd' without a key that is in use: hr; 'security.feeds' is 'signed'");
        }
    }

    private void apply(Node node, String key) throws Exception {
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(
                folder.resolve("district.yaml"),
                SmallDistrict.DOCUMENT.replace("limit: 60m }", "limit: 60m" + key + " }"));
        Path config = Files.writeString(
                directory.resolve("c.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n");
        Said applied = Said.by(
                "plan", "apply", folder.toString(), "-c", config.toString(), "--author", "m", "--reason", "first");
        assertThat(applied.status()).as(applied.err()).isZero();
    }

    private static Node start(Configuration configuration) {
        return Node.start(configuration, () -> RunCommand.coverage(InstanceTrust.of(configuration), Onlooker.NONE));
    }

    private static void assertSaid(Node node, String expected) throws Exception {
        CompletableFuture<String> why = CompletableFuture.supplyAsync(() -> {
            try {
                return node.awaitFailure();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(why.get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS)).contains(expected);
    }
}
