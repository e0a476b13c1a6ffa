package org.postwatch.notification.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** A recipient with few fields tries all subjects that a small district can have against what it was notified. */
class ReferenceGuessingTest {
    private static List<String> subjects() {
        List<String> subjects = new ArrayList<>();
        for (String campus : List.of("elm-ms", "oak-hs", "pine-es")) {
            for (int day = 0; day < 400; day++) {
                LocalDate date = LocalDate.of(2026, 8, 1).plusDays(day);
                for (String post : List.of("sro", "guard")) {
                    for (String window : List.of("day", "all")) {
                        subjects.add("coverage/" + campus + "/" + post + "/" + date + "/" + window);
                    }
                }
            }
            for (String feed : List.of("cameras", "doors")) {
                for (int i = 0; i < 1000; i++) {
                    subjects.add("weapon-seen/" + campus + "/" + feed + "/w-" + i);
                }
            }
        }
        return subjects;
    }

    @Test
    void no_reference_and_no_hash_of_a_disclosure_is_found_without_the_districts_secret() throws Exception {
        DistrictHmac keys = new DistrictHmac(FixedDistrictSecret.SECRET);
        String subject = "coverage/elm-ms/sro/2026-09-14/day";
        String ref = keys.reference(subject);
        String hash = keys.disclosureHash(List.of(new Notice.NoticeItem(
                ref, Alert.AlertStatus.OPEN, new TreeMap<>(Map.of("severity", "high")), RoutingConfigBuilder.ZONE)));

        assertThat(subjects()).hasSize(10_800).contains(subject);
        for (String guess : subjects()) {
            for (String text : List.of("elm/" + guess, guess, ref + guess)) {
                assertThat(sha256(text)).doesNotStartWith(ref);
            }
        }
        for (String severity : List.of("low", "medium", "high", "critical")) {
            assertThat(sha256("severity=" + severity + "\n")).isNotEqualTo(hash);
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
