package org.postwatch.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Notice.NoticeStage;

/** Notices go to a real server over TLS and are read back from its mailbox. */
class MailChannelTest {
    private static final HostResolver HERE = HostResolver.SYSTEM.restrictedBy(SampleRecipients.loopbackPolicy());
    private static final DistrictSecrets SECRETS = setting -> switch (setting.text()) {
        case "secret:smtp-user" -> "postwatch";
        case "secret:smtp-password" -> "correct horse";
        case "secret:smtp-wrong" -> "wrong horse";
        default -> throw new IllegalStateException(setting.text() + " is not there");
    };

    private static final Optional<String> HELLO = Optional.of("postwatch.district.example");

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static GreenMail server;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.create(folder, "localhost");
        System.setProperty("greenmail.tls.keystore.file", certificate.file().toString());
        System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        server.start();
        server.setUser("office@district.example", "postwatch", "correct horse");
    }

    @AfterAll
    static void stop() {
        server.stop();
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    @BeforeEach
    void empty() throws Exception {
        server.purgeEmailFromAllMailboxes();
    }

    @Test
    void a_notice_arrives_as_text_and_html_over_tls() throws Exception {
        try (MailChannel mail = tls("secret:smtp-password", trusting())) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.Delivered.class);
        }
        MimeMessage got = only();
        assertThat(got.getSubject()).isEqualTo("Opened (high): post not covered at Sarracino Middle School, sro");
        assertThat(got.getHeader("From")).containsExactly("postwatch@district.example");
        assertThat(got.getHeader("To")).containsExactly("office@district.example");
        assertThat(got.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(got.getSentDate()).isEqualTo(SampleNotices.NOON);
        List<Part> parts = parts(got);
        assertThat(parts).extracting(MailChannelTest::type).containsExactly("text/plain", "text/html");
        assertThat(text(parts.get(0))).contains("Campus: a\n", "Post: sro\n", "Reference: " + SampleNotices.REF);
        assertThat(text(parts.get(1))).contains("Campus: a<br>\n", "<p><strong>Opened (high)");
    }

    @Test
    void mails_of_an_incident_hang_together() throws Exception {
        try (MailChannel mail = tls("secret:smtp-password", trusting())) {
            mail.send(SampleNotices.opened(1));
            mail.send(SampleNotices.closed(2));
        }
        MimeMessage first = server.getReceivedMessages()[0];
        MimeMessage second = server.getReceivedMessages()[1];
        assertThat(first.getMessageID()).isEqualTo("<" + SampleNotices.REF + "-1-mu1jsqo0.r@district.example>");
        String thread = "<" + SampleNotices.REF + ".r@district.example>";
        assertThat(first.getHeader("References")).containsExactly(thread);
        assertThat(first.getHeader("In-Reply-To")).containsExactly(thread);
        assertThat(second.getMessageID()).isEqualTo("<" + SampleNotices.REF + "-2-mu1jsqo0.r@district.example>");
        assertThat(second.getHeader("References")).containsExactly(thread);
        assertThat(second.getHeader("In-Reply-To")).containsExactly(thread);
    }

    @Test
    void the_same_revision_after_a_restart_has_the_same_id_and_is_not_sent_twice_without_one() throws Exception {
        try (MailChannel mail = tls("secret:smtp-password", trusting())) {
            mail.send(SampleNotices.opened(1));
            assertThat(mail.send(SampleNotices.opened(1))).isEqualTo(new AttemptResult.Delivered("taken before"));
        }
        try (MailChannel mail = tls("secret:smtp-password", trusting())) {
            mail.send(SampleNotices.opened(1));
        }
        MimeMessage[] got = server.getReceivedMessages();
        assertThat(got).hasSize(2);
        assertThat(got[0].getMessageID()).isEqualTo(got[1].getMessageID());
    }

    @Test
    void hostile_fields_become_neither_headers_nor_markup() throws Exception {
        TreeMap<String, String> fields = new TreeMap<>(SampleNotices.allFields());
        fields.put("campus-name", "A\r\nBcc: thief@evil.example\r\n\r\n<script>alert(1)</script>");
        fields.put("detail", "\"><img src=x onerror='y'> \u2028\u0000\ud800 \ud83d\ude80 & &lt;");
        try (MailChannel mail = tls("secret:smtp-password", trusting())) {
            assertThat(mail.send(SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, fields)))
                    .isInstanceOf(AttemptResult.Delivered.class);
        }
        MimeMessage got = only();
        assertThat(got.getHeader("Bcc")).isNull();
        assertThat(got.getAllRecipients()).extracting(Object::toString).containsExactly("office@district.example");
        assertThat(got.getSubject()).doesNotContain("\r", "\n").contains("Bcc: thief@evil.example");
        assertThat(text(parts(got).get(1)))
                .contains(
                        "&lt;script&gt;",
                        "&quot;&gt;&lt;img src=x onerror=&#39;y&#39;&gt;",
                        "\ud83d\ude80 &amp; &amp;lt;")
                .doesNotContain("<script", "<img");
    }

    @Test
    void wrong_credentials_are_tried_again_and_not_repeated_in_the_reason() throws Exception {
        try (MailChannel mail = tls("secret:smtp-wrong", trusting())) {
            AttemptResult answer = mail.send(SampleNotices.opened(1));
            assertThat(answer).isInstanceOf(AttemptResult.TemporaryFailure.class);
            assertThat(((AttemptResult.TemporaryFailure) answer).reason())
                    .contains("535")
                    .doesNotContain("horse");
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_gets_no_mail() throws Exception {
        try (MailChannel mail = tls("secret:smtp-password", Map.of())) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.TemporaryFailure.class);
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_certificate_of_another_name_gets_no_mail() throws Exception {
        MailAddress numbered = mail("127.0.0.1", server.getSmtps().getPort(), MailSecurity.TLS);
        try (MailChannel mail = new MailChannel(numbered, SECRETS, HELLO, HERE, trusting())) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.TemporaryFailure.class);
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void tls_to_a_server_that_speaks_none_is_trouble_for_later() throws Exception {
        MailAddress plain = mail("localhost", server.getSmtp().getPort(), MailSecurity.TLS);
        try (MailChannel mail = new MailChannel(plain, SECRETS, HELLO, HERE, trusting())) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.TemporaryFailure.class);
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(MailSecurity.class)
    void a_server_that_may_not_be_called_is_not_called_and_the_notice_waits(MailSecurity security) throws Exception {
        int port = (security == MailSecurity.TLS ? server.getSmtps() : server.getSmtp()).getPort();
        HostResolver closed = HostResolver.SYSTEM.restrictedBy(OutgoingPolicy.PUBLIC_ONLY);
        try (MailChannel mail =
                new MailChannel(mail("localhost", port, security), SECRETS, HELLO, closed, trusting())) {
            AttemptResult.TemporaryFailure later = (AttemptResult.TemporaryFailure) mail.send(SampleNotices.opened(1));
            assertThat(later.reason())
                    .contains("127.0.0.1 is a loopback address", "'outgoing.allow' in the configuration");
            assertThat(later.mayHaveBeenDelivered()).isFalse();
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_name_that_leads_elsewhere_when_it_is_called_gets_no_mail() throws Exception {
        int port = server.getSmtp().getPort();
        // Public when it was looked up first, this machine when it is connected to.
        HostResolver rebound = host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        try (MailChannel mail = new MailChannel(
                mail("smtp.example", port, MailSecurity.STARTTLS),
                SECRETS,
                HELLO,
                rebound.restrictedBy(OutgoingPolicy.PUBLIC_ONLY))) {
            assertThat(((AttemptResult.TemporaryFailure) mail.send(SampleNotices.opened(1))).reason())
                    .contains("127.0.0.1 is a loopback");
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void without_tls_mail_goes_to_loopback_only() throws Exception {
        MailAddress loopback = mail("127.0.0.1", server.getSmtp().getPort(), MailSecurity.NONE);
        try (MailChannel mail = new MailChannel(loopback, SECRETS, HELLO, HERE)) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.Delivered.class);
        }
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThatThrownBy(() -> new MailChannel(mail("192.0.2.1", 25, MailSecurity.NONE), SECRETS, HELLO, HERE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("loopback");
    }

    @Test
    void a_missing_secret_is_reported_at_once() {
        assertThatThrownBy(() -> tls("secret:not-set", trusting())).isInstanceOf(IllegalStateException.class);
    }

    private static MailChannel tls(String password, Map<String, String> trusted) {
        return new MailChannel(
                new MailAddress(
                        "localhost",
                        server.getSmtps().getPort(),
                        MailSecurity.TLS,
                        Optional.of(new ConfigValue("secret:smtp-user")),
                        Optional.of(new ConfigValue(password)),
                        "postwatch@district.example",
                        List.of("office@district.example")),
                SECRETS,
                HELLO,
                HERE,
                trusted);
    }

    private static MailAddress mail(String host, int port, MailSecurity security) {
        return new MailAddress(
                host,
                port,
                security,
                Optional.empty(),
                Optional.empty(),
                "postwatch@district.example",
                List.of("office@district.example"));
    }

    private static Map<String, String> trusting() {
        return Map.of("mail.smtps.ssl.trust", "localhost");
    }

    private static MimeMessage only() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    /** Those without parts of their own. */
    private static List<Part> parts(Part part) throws MessagingException, IOException {
        List<Part> parts = new ArrayList<>();
        if (part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                parts.addAll(parts(several.getBodyPart(i)));
            }
        } else {
            parts.add(part);
        }
        return parts;
    }

    private static String text(Part part) throws MessagingException, IOException {
        return String.valueOf(part.getContent()).replace("\r\n", "\n");
    }

    private static String type(Part part) {
        try {
            return part.getContentType().replaceFirst(";.*", "").strip();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
