package org.postwatch.delivery.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.delivery.channels.DefaultChannelFactory;
import org.postwatch.delivery.mail.MailAddress;
import org.postwatch.delivery.mail.MailSecurity;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;

/** Messages go where the address says: into a folder, to somebody who speaks HTTP, into a topic; and nowhere else. */
class CapDestinationsTest {
    @TempDir
    private Path folder;

    private final List<String> put = new ArrayList<>();
    private final Map<String, String> secrets = new TreeMap<>();
    private byte[] last;

    @Test
    void a_folder_named_by_a_reference() throws Exception {
        secrets.put("cap-to", "folder:" + folder);
        assertThat(send(cap("secret:cap-to"))).isInstanceOf(AttemptResult.Delivered.class);
        assertThat(folder.resolve("0123456789abcdef-1-mu1jsqo0.r.xml")).exists();
    }

    @Test
    void a_folder_that_is_not_listed_or_leads_out_of_one_that_is_gets_nothing_and_the_notice_waits(
            @TempDir Path elsewhere) throws Exception {
        Files.createSymbolicLink(folder.resolve("out"), elsewhere);
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.createSymbolicLink(folder.resolve("in"), inner);

        for (String to : List.of(elsewhere.toString(), folder + "/out", folder + "/../" + elsewhere.getFileName())) {
            secrets.put("cap-to", "folder:" + to);
            for (String setting : List.of("folder:" + to, "secret:cap-to")) {
                AttemptResult.TemporaryFailure later = (AttemptResult.TemporaryFailure) send(cap(setting));
                assertThat(later.reason()).contains(to, "'outgoing.folders' in the configuration of the instance");
                assertThat(later.mayHaveBeenDelivered()).isFalse();
            }
        }
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(send(cap("folder:" + folder + "/in"))).isInstanceOf(AttemptResult.Delivered.class);
        assertThat(inner).isNotEmptyDirectory();
        assertThat(send(cap("folder:" + folder + "/gone"))).isInstanceOf(AttemptResult.TemporaryFailure.class);
    }

    @Test
    void the_recipients_own_topic_keeps_the_last_message_of_an_incident() throws Exception {
        assertThat(send(cap("topic"))).isInstanceOf(AttemptResult.Delivered.class);
        assertThat(put).containsExactly("postwatch.recipient.d.r " + SampleNotices.REF);
        assertThat(CapValidator.violations(last)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200, Delivered",
        "202, Delivered",
        "410, PermanentFailure",
        "413, PermanentFailure",
        "400, TemporaryFailure",
        "302, TemporaryFailure",
        "429, TemporaryFailure",
        "503, TemporaryFailure"
    })
    void an_endpoint(int status, String answer) throws Exception {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/cap", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            last = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            AttemptResult got =
                    send(cap("http://127.0.0.1:" + server.getAddress().getPort() + "/cap"));
            assertThat(got.getClass().getSimpleName()).isEqualTo(answer);
        } finally {
            server.stop(0);
        }
        assertThat(asked).containsExactly("POST application/cap+xml");
        assertThat(CapValidator.violations(last)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://cap.ice.example/in, s@d.example, a@d.example",
        "secret:cap-to, s@d.example, a@d.example",
        "topic, s@sub.ice.example, a@d.example",
        "topic, s@d.example, a@ice.example",
        "http://cap.d.example/in, s@d.example, a@d.example",
        "secret:not-set, s@d.example, a@d.example",
    })
    void what_is_denied_or_not_there_is_never_opened(String to, String sender, String address) {
        secrets.put("cap-to", "https://ice.example/");
        CapAddress cap =
                new CapAddress(new ConfigValue(to), sender, "Restricted", Optional.of("staff"), List.of(address));
        assertThatThrownBy(() -> open(cap)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void mail_is_opened_too_and_a_denied_domain_is_not() throws IOException {
        MailAddress mail = mail("office@d.example");
        open(mail).close();
        assertThatThrownBy(() -> open(mail("desk@ice.example"))).isInstanceOf(IllegalStateException.class);
    }

    private static MailAddress mail(String to) {
        return new MailAddress(
                "localhost", 25, MailSecurity.STARTTLS, Optional.empty(), Optional.empty(), "s@d.example", List.of(to));
    }

    private static CapAddress cap(String to) {
        return new CapAddress(new ConfigValue(to), "s@d.example", "Restricted", Optional.of("staff"), List.of());
    }

    private AttemptResult send(RecipientAddress address) throws Exception {
        try (NotificationChannel channel = open(address)) {
            return channel.send(SampleNotices.opened(1));
        }
    }

    private NotificationChannel open(RecipientAddress address) {
        Recipient recipient = SampleRecipients.recipient("r", address);
        DefaultChannelFactory channels = new DefaultChannelFactory(
                SampleRecipients.access(SampleRecipients.secretsOnly(secrets), folder),
                Clock.fixed(SampleNotices.NOON, ZoneOffset.UTC),
                (topic, key, value) -> {
                    put.add(topic + " " + key);
                    last = value;
                    return new AttemptResult.Delivered(topic);
                },
                Optional::empty);
        return channels.open(SampleRecipients.routing("d", recipient), recipient);
    }
}
