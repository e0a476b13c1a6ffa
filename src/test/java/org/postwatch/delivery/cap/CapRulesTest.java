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
import org.postwatch.delivery.Notices;
import org.postwatch.routing.Address;
import org.postwatch.routing.Field;
import org.postwatch.routing.Matter.Status;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Setting;

/** Whatever a notice holds, the message is valid. */
class CapRulesTest {
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
            byte[] xml = AlertXml.write(new Composer(address(random), LADDER).compose(notice));
            assertThat(CapRules.broken(xml))
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
        Address.Cap address =
                new Address.Cap(new Setting("topic"), "s@d.example", "Restricted", Optional.of("staff"), List.of());
        String xml = new String(
                AlertXml.write(new Composer(address, List.of("low", "high", "worst")).compose(Notices.opened(1))),
                StandardCharsets.UTF_8);
        assertThat(CapRules.broken(xml.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(xml).contains(right);
        String spoilt = xml.replace(right, wrong == null ? "" : wrong);
        assertThat(CapRules.broken(spoilt.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    @Test
    void characters_of_two_places_survive() {
        TreeMap<String, String> fields = new TreeMap<>(Notices.full());
        fields.put("detail", "\ud83d\ude80 ]]> <b> & \ud800");
        byte[] xml = AlertXml.write(
                new Composer(address(new Random(0)), LADDER).compose(Notices.of(Stage.OPENED, Status.OPEN, fields)));
        assertThat(CapRules.parse(xml).getDocumentElement().getTextContent()).contains("\ud83d\ude80 ]]> <b> & ");
    }

    private static Address.Cap address(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> cap("Public", Optional.of("not said where public"), List.of());
            case 1 -> cap("Restricted", Optional.of("staff " + hostile(random) + "."), List.of());
            default -> cap("Private", Optional.empty(), List.of("office@d.example", "the desk " + hostile(random)));
        };
    }

    private static Address.Cap cap(String scope, Optional<String> restriction, List<String> addresses) {
        return new Address.Cap(new Setting("topic"), "postwatch@d.example", scope, restriction, addresses);
    }

    private static Notice notice(Random random) {
        int items = random.nextInt(25) == 0 ? random.nextInt(Notice.ITEMS_MAX) : random.nextInt(3);
        List<Notice.Item> all = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            all.add(new Notice.Item(
                    "item " + i, one(random, Status.values()), fields(random), ZoneId.of("America/Denver")));
        }
        int revision = 1 + random.nextInt(40);
        List<Instant> earlier = new ArrayList<>();
        for (int i = 0; i < Math.min(revision - 1, random.nextInt(Notice.EARLIER_MAX + 1)); i++) {
            earlier.add(Notices.NOON.minus(Duration.ofMillis(random.nextLong(1_000_000_000L))));
        }
        return new Notice(
                        "d " + hostile(random),
                        "r, <&" + hostile(random),
                        "s" + hostile(random),
                        "0123456789abcdef",
                        revision,
                        one(random, Stage.values()),
                        one(random, Status.values()),
                        Notices.NOON.plusMillis(random.nextInt(100_000)),
                        all,
                        items + random.nextInt(2) * random.nextInt(100),
                        "routes")
                .after(Notices.before(revision, earlier));
    }

    private static TreeMap<String, String> fields(Random random) {
        TreeMap<String, String> fields = new TreeMap<>();
        for (Field field : Field.values()) {
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
