package org.postwatch.delivery.cap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.delivery.SettableClock;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.w3c.dom.Element;

/** One alert that is updated and cancelled, in files that a reader of the folder sees. */
class CapChannelTest {
    private static final Instant OPENED = SampleNotices.NOON.plusMillis(250);
    private static final Instant ESCALATED = OPENED.plus(Duration.ofMinutes(20));
    private static final Instant CLOSED = OPENED.plus(Duration.ofMinutes(50));

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(OPENED);

    @Test
    void an_incident_is_an_alert_that_is_updated_and_cancelled() throws Exception {
        send(opened(), escalated(), closed());
        assertThat(words(opened(), "msgType", "references")).containsExactly("Alert", "");
        assertThat(words(escalated(), "msgType", "references"))
                .containsExactly("Update", "s@d.example,0123456789abcdef-1-mu1jsquy.r,2026-09-14T18:00:00-00:00");
        assertThat(words(closed(), "msgType", "references"))
                .containsExactly(
                        "Cancel",
                        "s@d.example,0123456789abcdef-1-mu1jsquy.r,2026-09-14T18:00:00-00:00"
                                + " s@d.example,0123456789abcdef-2-mu1kigsa.r,2026-09-14T18:20:00-00:00");
    }

    @Test
    void references_are_what_the_earlier_messages_say_of_themselves() throws Exception {
        send(opened(), escalated(), closed());
        assertThat(words(closed(), "references")).containsExactly(own(file(opened())) + " " + own(file(escalated())));
    }

    @Test
    void an_open_incident_is_renewed_before_its_alert_expires_and_the_end_takes_back_what_is_still_valid()
            throws Exception {
        send(opened());
        try (CapChannel cap = channel(folder)) {
            assertThat(cap.resendAfter(opened(), Duration.ZERO)).contains(Duration.ofHours(6));
            clock.set(OPENED.plus(Duration.ofHours(7)));
            assertThat(cap.resendAfter(opened(), Duration.ofHours(7))).contains(Duration.ofHours(5));
            assertThat(cap.resendAfter(closed(), Duration.ZERO)).isEmpty();
            cap.send(opened());
        }
        String first = "s@d.example,0123456789abcdef-1-mu1jsquy.r,2026-09-14T18:00:00-00:00";
        String renewal = "s@d.example,0123456789abcdef-1-mu1jsquy-r1.r,2026-09-15T00:00:00-00:00";
        Element renewed = CapValidator.parse(Files.readAllBytes(folder.resolve("0123456789abcdef-1-mu1jsquy-r1.r.xml")))
                .getDocumentElement();
        assertThat(words(renewed, "msgType", "sent", "references"))
                .containsExactly("Update", "2026-09-15T00:00:00-00:00", first);
        assertThat(words(CapValidator.children(renewed, "info").get(0), "expires"))
                .containsExactly("2026-09-16T00:00:00-00:00");

        // Thirty hours later four renewals are still valid, and the first alert is not.
        Notice late = SampleNotices.at(SampleNotices.closed(2), "coverage/a/sro", 2, OPENED.plus(Duration.ofHours(30)))
                .withEarlierRevisions(List.of(new Notice.EarlierRevision(1, OPENED)));
        clock.set(late.at().plus(Duration.ofHours(9)));
        send(late);
        assertThat(words(late, "msgType", "sent")).containsExactly("Cancel", "2026-09-16T00:00:00-00:00");
        assertThat(words(late, "references").get(0))
                .startsWith(first)
                .doesNotContain(renewal)
                .contains("-r2.r,2026-09-15T06:00:00-00:00", "-r3.r,", "-r4.r,2026-09-15T18:00:00-00:00")
                .doesNotContain("-r5.r");
    }

    @Test
    void a_restart_changes_no_byte() throws Exception {
        send(closed());
        byte[] before = Files.readAllBytes(path(closed()));
        Files.delete(path(closed()));
        send(closed());
        assertThat(Files.readAllBytes(path(closed()))).isEqualTo(before);
    }

    @Test
    void a_gap_is_observed_and_an_expected_one_likely() throws Exception {
        Notice expected = SampleNotices.of(NoticeStage.EXPECTED, AlertStatus.EXPECTED, SampleNotices.allFields());
        send(expected);
        assertThat(info(expected, "responseType", "urgency", "certainty"))
                .containsExactly("Prepare", "Expected", "Likely");
        send(opened());
        assertThat(info(opened(), "responseType", "urgency", "certainty", "onset"))
                .containsExactly("Assess", "Immediate", "Observed", "2026-09-14T13:40:00-00:00");
        send(closed());
        assertThat(info(closed(), "responseType", "urgency", "certainty"))
                .containsExactly("AllClear", "Past", "Observed");
        Notice averted = SampleNotices.of(NoticeStage.AVERTED, AlertStatus.WITHDRAWN, SampleNotices.allFields());
        send(averted);
        assertThat(info(averted, "responseType", "urgency", "certainty")).containsExactly("None", "Past", "Unlikely");
    }

    @Test
    void nothing_says_that_all_is_clear_of_a_weapon() throws Exception {
        for (Map<String, String> fields : List.of(
                Map.of("kind", "weapon-seen"),
                Map.of("kind", "panic"),
                Map.of("kind", "conduct"),
                Map.of("severity", "critical"))) {
            Notice over = SampleNotices.of(NoticeStage.CLOSED, AlertStatus.CLOSED, fields);
            send(over);
            assertThat(info(over, "responseType")).containsExactly("None");
        }
        Notice weapon = SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, Map.of("kind", "weapon-seen"));
        send(weapon);
        assertThat(info(weapon, "category")).containsExactly("Security");
    }

    @ParameterizedTest
    @CsvSource({"critical, Extreme", "high, Severe", "warning, Moderate", "note, Minor", "odd, Unknown", ", Unknown"})
    void severity_is_the_place_on_the_ladder(String severity, String said) throws Exception {
        TreeMap<String, String> fields = new TreeMap<>(Map.of("kind", "coverage"));
        if (severity != null) {
            fields.put("severity", severity);
        }
        Notice notice = SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, fields);
        send(notice);
        assertThat(info(notice, "severity")).containsExactly(said);
    }

    @Test
    void a_group_is_as_bad_as_its_worst_and_names_its_campuses() throws Exception {
        Notice group = SampleNotices.group(
                NoticeStage.OPENED,
                AlertStatus.OPEN,
                3,
                SampleNotices.item(AlertStatus.OPEN, Map.of("campus", "b", "severity", "warning")),
                SampleNotices.item(AlertStatus.CLOSED, Map.of("campus", "a", "severity", "critical")),
                SampleNotices.item(AlertStatus.OPEN, Map.of("severity", "note")));
        send(group);
        Element info = CapValidator.children(file(group), "info").get(0);
        assertThat(info(group, "severity")).containsExactly("Extreme");
        assertThat(CapValidator.children(info, "area"))
                .extracting(Element::getTextContent)
                .containsExactly("a", "b");
        assertThat(parameters(group)).containsEntry("item-2.campus", "a").containsEntry("alert-count", "3");
    }

    @Test
    void what_was_not_granted_is_not_said() throws Exception {
        Notice little = SampleNotices.at(
                SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, Map.of("severity", "high")),
                "coverage/secret",
                1,
                OPENED);
        send(little);
        assertThat(Files.readString(path(little)))
                .doesNotContain("secret", "coverage", "Sarracino", "<onset>")
                .contains("<areaDesc>undisclosed</areaDesc>");
        assertThat(parameters(little).keySet()).containsExactly("alert-count", "ref", "revision", "severity", "stage");
    }

    @Test
    void a_watchdog_is_a_test() throws Exception {
        send(SampleNotices.watchdog());
        assertThat(words(SampleNotices.watchdog(), "status", "msgType")).containsExactly("Test", "Alert");
    }

    @Test
    void a_folder_that_is_not_there_is_waited_for_and_not_made() throws Exception {
        Path missing = folder.resolve("unmounted");
        try (CapChannel cap = channel(missing)) {
            assertThat(cap.send(opened())).isInstanceOf(AttemptResult.TemporaryFailure.class);
        }
        assertThat(missing).doesNotExist();
    }

    @Test
    void nothing_half_written_is_left_behind() throws Exception {
        send(opened(), opened());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path(opened()));
        }
        // A directory stands where the file should go.
        Files.createDirectories(path(escalated()).resolve("x"));
        try (CapChannel cap = channel(folder)) {
            assertThat(cap.send(escalated())).isInstanceOf(AttemptResult.TemporaryFailure.class);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void an_identifier_stays_in_its_folder() throws Exception {
        Notice outside = SampleNotices.forRecipient(opened(), "../../etc/x, <y>&z");
        send(outside);
        assertThat(folder.resolve("0123456789abcdef-1-mu1jsquy..._.._etc_x___y__z.xml"))
                .exists();
    }

    @ParameterizedTest
    @CsvSource({
        "s d, Restricted, staff, a@b",
        "'s,d', Restricted, staff, a@b",
        "s@d, Restricted, , a@b",
        "s@d, Private, staff,",
        "s@d, Secret, staff, a@b",
    })
    void an_address_that_makes_no_valid_message_is_refused(
            String sender, String scope, String restriction, String address) {
        CapAddress bad = new CapAddress(
                new ConfigValue("topic"),
                sender,
                scope,
                Optional.ofNullable(restriction),
                Stream.ofNullable(address).toList());
        assertThatThrownBy(() -> new CapChannel(
                        bad, List.of(), new FolderDestination(folder, SampleRecipients.loopbackPolicy(folder)), clock))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("cap: ");
    }

    private static Notice opened() {
        return SampleNotices.at(SampleNotices.opened(1), "coverage/a/sro", 1, OPENED);
    }

    private static Notice escalated() {
        Notice notice = SampleNotices.of(NoticeStage.ESCALATED, AlertStatus.OPEN, SampleNotices.allFields());
        return SampleNotices.at(notice, "coverage/a/sro", 2, ESCALATED)
                .withEarlierRevisions(SampleNotices.earlierRevisions(2, List.of(OPENED)));
    }

    private static Notice closed() {
        return SampleNotices.at(SampleNotices.closed(3), "coverage/a/sro", 3, CLOSED)
                .withEarlierRevisions(SampleNotices.earlierRevisions(3, List.of(OPENED, ESCALATED)));
    }

    private CapChannel channel(Path path) {
        CapAddress address = new CapAddress(
                new ConfigValue("folder:" + path), "s@d.example", "Restricted", Optional.of("staff"), List.of());
        return new CapChannel(
                address,
                List.of("note", "warning", "high", "critical"),
                new FolderDestination(path, SampleRecipients.loopbackPolicy(path)),
                clock);
    }

    private void send(Notice... notices) throws Exception {
        try (CapChannel cap = channel(folder)) {
            for (Notice notice : notices) {
                assertThat(cap.send(notice)).isInstanceOf(AttemptResult.Delivered.class);
            }
        }
    }

    private Path path(Notice notice) {
        return folder.resolve(CapAlertFactory.identifier(notice, notice.revisionKey()) + ".xml");
    }

    private Element file(Notice notice) throws IOException {
        byte[] xml = Files.readAllBytes(path(notice));
        assertThat(CapValidator.violations(xml))
                .as(() -> new String(xml, StandardCharsets.UTF_8))
                .isEmpty();
        return CapValidator.parse(xml).getDocumentElement();
    }

    private List<String> words(Notice notice, String... names) throws IOException {
        return words(file(notice), names);
    }

    private List<String> info(Notice notice, String... names) throws IOException {
        return words(CapValidator.children(file(notice), "info").get(0), names);
    }

    private static List<String> words(Element element, String... names) {
        return Stream.of(names)
                .map(name -> CapValidator.text(element, name).orElse(""))
                .toList();
    }

    private static String own(Element alert) {
        return String.join(",", words(alert, "sender", "identifier", "sent"));
    }

    private TreeMap<String, String> parameters(Notice notice) throws IOException {
        TreeMap<String, String> parameters = new TreeMap<>();
        for (Element parameter : CapValidator.children(
                CapValidator.children(file(notice), "info").get(0), "parameter")) {
            List<String> words = words(parameter, "valueName", "value");
            parameters.put(words.get(0), words.get(1));
        }
        return parameters;
    }
}
