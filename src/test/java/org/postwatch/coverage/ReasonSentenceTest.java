package org.postwatch.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwatch.event.EventType;
import org.postwatch.incident.IncidentKind;
import org.postwatch.notification.model.LocalTimeFormat;

class ReasonSentenceTest {
    private static final ZoneId DENVER = ZoneId.of("America/Denver");
    private static final Instant AT = Instant.parse("2026-09-14T19:30:00Z");

    @Test
    void the_officer_the_place_and_the_local_time_are_in_the_sentence() {
        assertThat(sentence(Reason.of(ReasonCode.CALLED_AWAY, "C-21", AT)))
                .isEqualTo("Officer C-21 was called away at Mon 14 Sep 2026, 13:30 MDT.");
        assertThat(sentence(Reason.of(ReasonCode.COVERED_BY, "D-17", "agreement sheriff-hourly")))
                .isEqualTo("Officer D-17 is on post under agreement sheriff-hourly.");
        assertThat(sentence(Reason.of(ReasonCode.COVERED_BY, "R-3"))).isEqualTo("Officer R-3 is on post.");
        assertThat(sentence(Reason.of(ReasonCode.WEAPON_SEEN))).isEqualTo("A weapon was seen.");
        assertThat(sentence(Reason.of(ReasonCode.WEAPON_SEEN, "lobby-camera")))
                .isEqualTo("A weapon was seen (lobby-camera).");
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void each_code_has_a_sentence_that_contains_what_it_is_about(ReasonCode code) {
        Reason all = new Reason(code.wireName(), List.of("first-name", "second-name", "third-name"));
        assertThat(sentence(all)).matches("[A-Z].*\\.").doesNotContain("%s");
        if (code != ReasonCode.NOBODY_PRESENT && code != ReasonCode.CANARY) {
            assertThat(sentence(all)).contains("first-name");
        }
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void a_reason_that_lacks_arguments_is_written_as_it_is(ReasonCode code) {
        assertThat(sentence(new Reason(code.wireName(), List.of())))
                .satisfiesAnyOf(
                        text -> assertThat(text).isEqualTo(code.wireName()),
                        text -> assertThat(text).matches("[A-Z][a-z ]+\\."));
    }

    @Test
    void a_code_of_another_version_is_written_as_it_is() {
        assertThat(sentence(new Reason("struck-by-lightning", List.of("C-21")))).isEqualTo("struck-by-lightning(C-21)");
    }

    @Test
    void what_makes_a_code_of_a_name_finds_one() {
        for (IncidentKind kind : IncidentKind.values()) {
            if (kind.isUrgent() && kind != IncidentKind.MANY_REPORTS) {
                assertThat(ReasonCode.of(kind.wireName())).isNotNull();
            }
        }
        for (EventType type : List.of(EventType.DEVICE_OFFLINE, EventType.DEVICE_TAMPERED)) {
            assertThat(ReasonCode.of("device-" + type.shortName())).isNotNull();
        }
    }

    private static String sentence(Reason reason) {
        return ReasonSentence.of(reason, text -> LocalTimeFormat.formatInstantsIn(text, DENVER));
    }
}
