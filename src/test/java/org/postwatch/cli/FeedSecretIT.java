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
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.ConsumerLag;
import org.postwatch.app.config.AuthenticationConfigReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.PipelineListener;

/** An instance that lacks the secret of a feed stops, and says which one: it never calls the feed's events unsigned. */
class FeedSecretIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void without_the_secret_it_stops_and_names_it_again_at_the_next_start() throws Exception {
        String named = "postwatch-coverage stopped: this instance has no secret 'hr-system' for district 'd'";
        Configuration configuration = Configuration.defaults().relocatedTo(directory.resolve("data"), 0);
        try (PostwatchServer node = start(configuration)) {
            assertThat(node.awaitRunning(MAX_WAIT)).isTrue();
            apply(node, ", key: secret:hr-system");
            assertFailedWith(node, named);
        }
        try (PostwatchServer node = start(configuration)) {
            assertFailedWith(node, named);
        }
    }

    @Test
    void where_all_feeds_must_sign_it_does_not_start_with_one_that_has_no_key() throws Exception {
        Configuration open = Configuration.defaults().relocatedTo(directory.resolve("data"), 0);
        try (PostwatchServer node = start(open);
                Admin admin = Admin.create(
                        ClientSettings.of(open, node.bootstrapServers()).admin())) {
            assertThat(node.awaitRunning(MAX_WAIT)).isTrue();
            apply(node, "");
            assertThat(ConsumerLag.ofCoverage(admin, open).awaitZero(MAX_WAIT)).isTrue();
        }
        Configuration signed = Configuration.read(
                        Files.writeString(directory.resolve("signed.yaml"), "security.feeds: signed\n"))
                .relocatedTo(directory.resolve("data"), 0);
        try (PostwatchServer node = start(signed)) {
            assertFailedWith(
                    node, "feeds of district 'd' without a key that is in use: hr; 'security.feeds' is 'signed'");
        }
    }

    private void apply(PostwatchServer node, String key) throws Exception {
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(
                folder.resolve("district.yaml"),
                SmallDistrict.DOCUMENT.replace("limit: 60m }", "limit: 60m" + key + " }"));
        Path config = Files.writeString(
                directory.resolve("c.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n");
        CliResult applied = CliResult.run(
                "plan", "apply", folder.toString(), "-c", config.toString(), "--author", "m", "--reason", "first");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
    }

    private static PostwatchServer start(Configuration configuration) {
        return PostwatchServer.start(
                configuration,
                () -> RunCommand.coverageTopology(
                        AuthenticationConfigReader.read(configuration), PipelineListener.NONE));
    }

    private static void assertFailedWith(PostwatchServer node, String expected) throws Exception {
        CompletableFuture<String> why = CompletableFuture.supplyAsync(() -> {
            try {
                return node.awaitFailure();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(why.get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)).contains(expected);
    }
}
