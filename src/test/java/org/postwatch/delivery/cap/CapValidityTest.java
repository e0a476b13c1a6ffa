package org.postwatch.delivery.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.NoticeField;

/** Whatever a notice holds, the message is valid. */
class CapValidityTest {
    private static final List<String> LADDER = List.of("note", "warning", "high", "critical");
    private static final String[] HOSTILE = {
        "",
        " ",
        "]]>",
        "<![CDATA[x]]>",
        "<script>&amp;</script>",
        "&#0;&#x1F;",
        "a\u0000b\u0001\u0008\u000b\u001f\u007f\u0085",
        "\ud800",
        "\udc00\ud800",
        "\ufffe\uffff",
        "\ud83d\ude80 \ud83d\udc69\u200d\ud83c\udfeb",
        "\ud83d\ude80".repeat(200),
        "line\r\nline\u2028line\ttab",
        "-->",
        "<?xml version=\"1.0\"?>",
        "x".repeat(9_000),
        "\u202egnp.exe",
        "2026-09-14T07:40:00-06:00",
        "2026-09-14T13:40:00Z",
        "+999999999-12-31T23:59:59-18:00",
        "-999999999-01-01T00:00:00+18:00",
        "0000-01-01T00:00:00+18:00",
        "weapon-seen",
        "panic",
        "coverage",
        "high",
        "critical"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void are_kept_by_messages_about_anything(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 700; i++) {
            Notice notice = notice(random);
            byte[] xml = CapAlertWriter.write(new CapAlertFactory(address(random), LADDER).create(notice));
            assertThat(CapValidator.violations(xml))
                    .as(() -> notice + "\n" + new String(xml, StandardCharsets.UTF_8))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<sender>s@d.example</sender>|",
                "<sender>s@d.example</sender>|<sender>s d</sender>",
                "<status>Actual</status><msgType>Alert</msgType>|<msgType>Alert</msgType><status>Actual</status>",
                "<status>Actual|<status>actual",
                "cap:1.2|cap:1.1",
                "-00:00</sent>|Z</sent>",
                "-00:00</sent>|.5-00:00</sent>",
                "<restriction>staff</restriction>|",
                "<scope>Restricted|<scope>Private",
                "<msgType>Alert|<msgType>Update",
                "<incidents>|<references>s@d.example,x</references><incidents>",
                "<category>Safety</category>|",
                "<urgency>Immediate|<urgency>Now",
                "<severity>Severe</severity>|",
                "<event>post not covered|<event>",
                "<expires>2026-09-15|<expires>2026-09-13",
                "<areaDesc>Sarracino Middle School</areaDesc>|",
                "<valueName>ref</valueName>|",
                "<info>|<info xml:lang='en'>",
            })
    void are_broken_by_what_the_standard_forbids(String right, String wrong) {
        CapAddress address =
                new CapAddress(new ConfigValue("topic"), "s@d.example", "Restricted", Optional.of("staff"), List.of());
        String xml = new String(
                CapAlertWriter.write(
                        new CapAlertFactory(address, List.of("low", "high", "worst")).create(SampleNotices.opened(1))),
                StandardCharsets.UTF_8);
        assertThat(CapValidator.violations(xml.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(xml).contains(right);
        String spoilt = xml.replace(right, wrong == null ? "" : wrong);
        assertThat(CapValidator.violations(spoilt.getBytes(StandardCharsets.UTF_8)))
                .isNotEmpty();
    }

    @Test
    void characters_of_two_places_survive() {
        TreeMap<String, String> fields = new TreeMap<>(SampleNotices.allFields());
        fields.put("detail", "\ud83d\ude80 ]]> <b> & \ud800");
        byte[] xml = CapAlertWriter.write(new CapAlertFactory(address(new Random(0)), LADDER)
                .create(SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, fields)));
        assertThat(CapValidator.parse(xml).getDocumentElement().getTextContent())
                .contains("\ud83d\ude80 ]]> <b> & ");
    }

    private static CapAddress address(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> cap("Public", Optional.of("not said where public"), List.of());
            case 1 -> cap("Restricted", Optional.of("staff " + hostile(random) + "."), List.of());
            default -> cap("Private", Optional.empty(), List.of("office@d.example", "the desk " + hostile(random)));
        };
    }

    private static CapAddress cap(String scope, Optional<String> restriction, List<String> addresses) {
        return new CapAddress(new ConfigValue("topic"), "postwatch@d.example", scope, restriction, addresses);
    }

    private static Notice notice(Random random) {
        int items = random.nextInt(25) == 0 ? random.nextInt(Notice.MAX_ITEMS) : random.nextInt(3);
        List<Notice.NoticeItem> all = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            all.add(new Notice.NoticeItem(
                    "item " + i, one(random, AlertStatus.values()), fields(random), ZoneId.of("America/Denver")));
        }
        int revision = 1 + random.nextInt(40);
        List<Instant> earlier = new ArrayList<>();
        for (int i = 0; i < Math.min(revision - 1, random.nextInt(Notice.MAX_EARLIER_REVISIONS + 1)); i++) {
            earlier.add(SampleNotices.NOON.minus(Duration.ofMillis(random.nextLong(1_000_000_000L))));
        }
        return new Notice(
                        "d " + hostile(random),
                        "r, <&" + hostile(random),
                        "s" + hostile(random),
                        "0123456789abcdef",
                        revision,
                        one(random, NoticeStage.values()),
                        one(random, AlertStatus.values()),
                        SampleNotices.NOON.plusMillis(random.nextInt(100_000)),
                        all,
                        items + random.nextInt(2) * random.nextInt(100),
                        "routes")
                .withEarlierRevisions(SampleNotices.earlierRevisions(revision, earlier));
    }

    private static TreeMap<String, String> fields(Random random) {
        TreeMap<String, String> fields = new TreeMap<>();
        for (NoticeField field : NoticeField.values()) {
            if (random.nextInt(3) == 0) {
                fields.put(field.wireName(), hostile(random) + (random.nextBoolean() ? hostile(random) : ""));
            }
        }
        return fields;
    }

    private static String hostile(Random random) {
        return one(random, HOSTILE);
    }

    private static <T> T one(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }
}
