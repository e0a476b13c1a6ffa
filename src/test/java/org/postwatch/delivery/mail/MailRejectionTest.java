package org.postwatch.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.network.HostResolver;
import org.postwatch.notification.model.ConfigValue;

/** What happens to a mail that a server will not take. */
class MailRejectionTest {
    private static final String PASSWORD = "s3cret-of-theirs";
    private static final HostResolver HERE = HostResolver.SYSTEM.restrictedBy(SampleRecipients.loopbackPolicy());
    private static final DistrictSecrets SECRETS =
            setting -> setting.text().equals("secret:user") ? "watch-user" : PASSWORD;

    private static final Optional<String> HELLO = Optional.of("postwatch.district.example");

    @TempDir
    private Path folder;

    private ScriptedSmtpServer server;

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, 421 too busy",
        "greeting, 554 go away",
        "EHLO, 504 5.5.2 need fully-qualified hostname",
        "AUTH, 454 4.7.0 ask later",
        "AUTH, 535 5.7.8 not your password",
        "MAIL, 421 closing",
        "MAIL, 451 not now",
        "MAIL, 530 5.7.0 log in first",
        "MAIL, 550 not from you",
        "MAIL, 553 5.7.1 sender not owned by user",
        "RCPT, 450 grey for a while",
        "RCPT, 452 mailbox full",
        "RCPT, 504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
        "RCPT, 550 5.7.1 relaying denied",
        "RCPT, 550 blocked by a list",
        "RCPT, 552 5.2.2 mailbox full",
        "RCPT, 553 5.7.1 sender not owned by user",
        "RCPT, 554 5.7.1 client host blocked",
        "DATA, 451 disk trouble",
        "DATA, 554 no",
        "., 421 closing",
        "., 554 looks like spam",
        "., 550 5.1.1 says who",
    })
    void what_refuses_the_sender_or_the_moment_is_for_later(String line, String reply) throws Exception {
        server = new ScriptedSmtpServer(Optional.empty()).replyTo(line, reply);
        if (line.equals("EHLO")) {
            server.replyTo("HELO", reply);
        }
        AttemptResult answer = send("office@district.example");
        assertThat(answer).isInstanceOf(AttemptResult.TemporaryFailure.class);
        assertThat(reason(answer)).contains(reply);
        assertThat(((AttemptResult.TemporaryFailure) answer).mayHaveBeenDelivered())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 552 5.3.4 longer than we take",
        "RCPT, 550 5.1.1 no such mailbox",
        "RCPT, 550-5.1.1 no such mailbox",
        "RCPT, 552 5.2.3 longer than this mailbox takes",
        "RCPT, 553 no mailbox can be named so",
        "RCPT, 556 takes no mail",
        "RCPT, 556 5.1.10 takes no mail",
        "., 552 5.3.4 longer than we take",
    })
    void what_refuses_this_mail_for_good_ends_it(String line, String reply) throws Exception {
        server = new ScriptedSmtpServer(Optional.empty())
                .replyTo(line, reply.contains("-5") ? reply + "\r\n550 5.1.1 ask somebody" : reply);
        AttemptResult answer = send("office@district.example");
        assertThat(answer).isInstanceOf(AttemptResult.PermanentFailure.class);
        assertThat(reason(answer)).contains(reply);
    }

    @Test
    void every_address_that_documents_may_have_can_be_written_to() throws Exception {
        server = new ScriptedSmtpServer(Optional.empty());
        assertThat(send("o'hara@elm.example", "sro&dispatch@elm.example", "!#$%&'*+-/=?^_`{|}~.x@elm.example"))
                .isInstanceOf(AttemptResult.Delivered.class);
        assertThat(server.receivedLines)
                .anyMatch(line -> line.contains("RCPT TO:<o'hara@elm.example>"))
                .anyMatch(line -> line.contains("RCPT TO:<sro&dispatch@elm.example>"))
                .anyMatch(line -> line.contains("RCPT TO:<!#$%&'*+-/=?^_`{|}~.x@elm.example>"));
    }

    @Test
    void as_long_as_one_address_may_still_take_it_a_mail_is_not_ended() throws Exception {
        server = new ScriptedSmtpServer(Optional.empty())
                .replyTo("RCPT TO:<gone", "550 5.1.1 no such mailbox")
                .replyTo("RCPT TO:<full", "452 4.2.2 mailbox full");
        assertThat(send("gone@district.example", "full@district.example"))
                .isInstanceOf(AttemptResult.TemporaryFailure.class);
    }

    @Test
    void one_bad_address_keeps_the_mail_from_nobody_else_and_is_not_skipped() throws Exception {
        server = new ScriptedSmtpServer(Optional.empty()).replyTo("RCPT TO:<gone", "550 5.1.1 no such mailbox");
        try (MailChannel mail = channel("office@district.example", "gone@district.example")) {
            AttemptResult answer = mail.send(SampleNotices.opened(1));
            assertThat(answer).isInstanceOf(AttemptResult.PermanentFailure.class);
            assertThat(reason(answer)).contains("taken for 1 of 2 addresses", "550 5.1.1 no such mailbox");
        }
        assertThat(server.mails()).isEqualTo(1);
    }

    @Test
    void who_has_it_does_not_get_it_again_when_it_is_tried_again_for_the_rest() throws Exception {
        server = new ScriptedSmtpServer(Optional.empty()).replyTo("RCPT TO:<full", "452 mailbox full");
        try (MailChannel mail = channel("office@district.example", "full@district.example")) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.TemporaryFailure.class);
            server.replyTo("RCPT TO:<full", "250 fine").receivedLines.clear();
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.Delivered.class);
            assertThat(server.receivedLines).noneMatch(line -> line.contains("RCPT TO:<office"));
            assertThat(mail.send(SampleNotices.closed(2))).isInstanceOf(AttemptResult.Delivered.class);
            assertThat(server.receivedLines).anyMatch(line -> line.contains("RCPT TO:<office"));
        }
    }

    @Test
    void a_server_that_says_back_the_password_does_not_get_it_into_the_reason() throws Exception {
        String said = Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8));
        server = new ScriptedSmtpServer(Optional.empty())
                .replyTo("AUTH", "535 not " + PASSWORD + " nor " + said + " " + "x".repeat(400));
        AttemptResult answer = send("office@district.example");
        assertThat(reason(answer)).startsWith("535 not *** nor *** xxx").hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void a_server_hears_the_full_name_of_the_host_and_is_not_spoken_to_without_one() throws Exception {
        server = new ScriptedSmtpServer(Optional.empty());
        assertThat(send("office@district.example")).isInstanceOf(AttemptResult.Delivered.class);
        assertThat(server.receivedLines).contains("clear:EHLO postwatch.district.example");
        try (MailChannel unnamed = new MailChannel(
                address(MailSecurity.NONE, "office@district.example"), SECRETS, Optional.empty(), HERE)) {
            assertThat(unnamed.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.Delivered.class);
        }
        assertThat(server.receivedLines).contains("clear:EHLO [127.0.0.1]").doesNotContain("clear:EHLO localhost");
        MailAddress elsewhere = new MailAddress(
                "192.0.2.1",
                587,
                MailSecurity.STARTTLS,
                Optional.empty(),
                Optional.empty(),
                "postwatch@district.example",
                List.of("office@district.example"));
        assertThatThrownBy(() -> new MailChannel(elsewhere, SECRETS, Optional.empty(), HERE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("delivery.smtp-helo-name");
    }

    @ParameterizedTest
    @CsvSource({
        "postwatch.district.example, true",
        "ip-10-0-0-1.ec2.internal, true",
        "localhost, false",
        "a1b2c3d4e5f6, false",
        "localhost.localdomain, false",
        "printer.local, false",
        "127.0.0.1, false",
        "10.0.0.7, false",
        "under_score.example, false",
        "a..example, false",
    })
    void a_full_name_is_one_that_others_can_know(String name, boolean full) throws Exception {
        server = new ScriptedSmtpServer(Optional.empty());
        assertThat(SmtpHeloName.isFullyQualified(name)).isEqualTo(full);
        assertThat(SmtpHeloName.resolve(Optional.of("relay.elm.example"))).contains("relay.elm.example");
    }

    @Test
    void starttls_is_required_and_nothing_goes_in_the_clear() throws Exception {
        server = new ScriptedSmtpServer(Optional.empty());
        try (MailChannel mail =
                new MailChannel(address(MailSecurity.STARTTLS, "office@district.example"), SECRETS, HELLO, HERE)) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.TemporaryFailure.class);
        }
        assertThat(server.receivedLines)
                .isNotEmpty()
                .noneMatch(line -> line.contains("MAIL FROM") || line.contains("AUTH"));
    }

    @Test
    void starttls_is_taken_up_before_credentials_and_mail() throws Exception {
        TestCertificate certificate = TestCertificate.create(folder, "localhost");
        server = new ScriptedSmtpServer(Optional.of(certificate.context()));
        try (MailChannel mail = new MailChannel(
                address(MailSecurity.STARTTLS, "office@district.example"),
                SECRETS,
                HELLO,
                HERE,
                certificate.trustProperties("smtp"))) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.Delivered.class);
        }
        assertThat(server.receivedLines)
                .filteredOn(line -> line.startsWith("clear:"))
                .allMatch(line -> line.startsWith("clear:EHLO") || line.equals("clear:STARTTLS"));
        assertThat(server.receivedLines)
                .anyMatch(line -> line.startsWith("tls:AUTH"))
                .contains("tls:.");
    }

    @Test
    void starttls_with_a_certificate_that_nobody_vouches_for_gets_no_credentials() throws Exception {
        server = new ScriptedSmtpServer(
                Optional.of(TestCertificate.create(folder, "localhost").context()));
        try (MailChannel mail =
                new MailChannel(address(MailSecurity.STARTTLS, "office@district.example"), SECRETS, HELLO, HERE)) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.TemporaryFailure.class);
        }
        assertThat(server.receivedLines).noneMatch(line -> line.contains("AUTH") || line.contains("MAIL FROM"));
    }

    @Test
    @Timeout(30)
    void a_server_that_never_comes_to_an_end_holds_an_attempt_for_ten_seconds_and_the_next_for_none() throws Exception {
        server = new ScriptedSmtpServer(Optional.empty()).replyTo("MAIL", ScriptedSmtpServer.DRIP);
        try (MailChannel mail = channel("office@district.example")) {
            long begun = System.nanoTime();
            assertThat(mail.send(SampleNotices.opened(1)))
                    .isEqualTo(new AttemptResult.TemporaryFailure("not taken within 10 s", Optional.empty(), true));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
            assertThat(mail.send(SampleNotices.opened(1)))
                    .isEqualTo(new AttemptResult.TemporaryFailure(
                            "the attempt before is still under way", Optional.empty(), true));
        }
    }

    @Test
    void nobody_there_is_for_later() throws Exception {
        server = new ScriptedSmtpServer(Optional.empty());
        int port = server.port();
        server.close();
        try (MailChannel mail = new MailChannel(
                new MailAddress(
                        "localhost",
                        port,
                        MailSecurity.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        "postwatch@district.example",
                        List.of("office@district.example")),
                SECRETS,
                HELLO,
                HERE)) {
            assertThat(mail.send(SampleNotices.opened(1))).isInstanceOf(AttemptResult.TemporaryFailure.class);
        }
    }

    private AttemptResult send(String... to) throws Exception {
        try (MailChannel mail = channel(to)) {
            return mail.send(SampleNotices.opened(1));
        }
    }

    private MailChannel channel(String... to) {
        return new MailChannel(address(MailSecurity.NONE, to), SECRETS, HELLO, HERE);
    }

    private MailAddress address(MailSecurity security, String... to) {
        return new MailAddress(
                "localhost",
                server.port(),
                security,
                Optional.of(new ConfigValue("secret:user")),
                Optional.of(new ConfigValue("secret:password")),
                "postwatch@district.example",
                List.of(to));
    }

    private static String reason(AttemptResult answer) {
        return answer instanceof AttemptResult.PermanentFailure never
                ? never.reason()
                : ((AttemptResult.TemporaryFailure) answer).reason();
    }
}
