package org.postwatch.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EventType;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.WebhookTransport;
import org.postwatch.intake.UnmappedId;
import org.postwatch.intake.VendorMap;
import org.slf4j.LoggerFactory;

/** A message that should have become an event is in the log, with what to do. */
class SourceWarningsTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");
    private static final IntakeSource SOURCE = new IntakeSource(
            "elm",
            "panic",
            "alarms",
            new WebhookTransport(),
            new ProfileText("generic", ""),
            VendorMap.EMPTY,
            Map.of(),
            List.of());

    private final Logger logger = (Logger) LoggerFactory.getLogger(SourceWarnings.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final SourceWarnings warnings = new SourceWarnings();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(logged);
    }

    @Test
    void an_id_that_is_not_mapped_is_logged_with_what_to_do() {
        warnings.unmapped(SOURCE, new UnmappedId("device", "bell\n\u202e7"), Set.of(EventType.BUZZER_PRESSED), NOON);

        assertThat(lines())
                .containsExactly(
                        "source elm/panic: device 'bell\\u000a\\u202e7' is not mapped: buzzer-pressed is not recorded;"
                                + " './postwatch intake unmapped --district elm' shows what to add to intake.yaml");
    }

    @Test
    void a_panic_that_nobody_is_notified_of_is_urgent() {
        warnings.unmapped(SOURCE, new UnmappedId("device", "p-7"), Set.of(EventType.PANIC), NOON);
        warnings.rejected(
                SOURCE, MessageRejection.malformed("body.at", "expected a time").ofType(EventType.PANIC), NOON);
        warnings.rejected(SOURCE, MessageRejection.malformed("body.at", "expected a time"), NOON);

        assertThat(lines())
                .containsExactly(
                        "URGENT: source elm/panic: device 'p-7' is not mapped: panic IS NOT RECORDED and nobody is notified;"
                                + " './postwatch intake unmapped --district elm' shows what to add to intake.yaml",
                        "URGENT: source elm/panic: panic IS NOT RECORDED and nobody is notified, because the message was"
                                + " rejected: malformed: body.at: expected a time; correct what the vendor sends, or the source"
                                + " in intake.yaml");
    }

    @Test
    void ids_that_a_sender_makes_up_do_not_fill_the_log_or_hide_a_panic() {
        for (int i = 0; i < 1_000; i++) {
            warnings.unmapped(SOURCE, new UnmappedId("device", "made-up-" + i), Set.of(EventType.PERSON_SEEN), NOON);
        }
        assertThat(lines()).hasSize(SourceWarnings.MAX_LINES + 1);
        assertThat(lines().get(SourceWarnings.MAX_LINES))
                .isEqualTo("source elm/panic: further messages that are not recorded are not logged until"
                        + " 2026-09-14T19:00:00Z; './postwatch intake sources --district elm' counts them");

        warnings.unmapped(SOURCE, new UnmappedId("device", "p-7"), Set.of(EventType.PANIC), NOON);
        warnings.unmapped(
                SOURCE, new UnmappedId("device", "bell"), Set.of(EventType.BUZZER_PRESSED), NOON.plusSeconds(3_600));
        assertThat(lines().subList(SourceWarnings.MAX_LINES + 1, lines().size()))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("URGENT: "));
    }

    private List<String> lines() {
        assertThat(logged.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.WARN);
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
