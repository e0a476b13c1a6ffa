package org.postwatch.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.roster.RosterField.ATTENDEE;
import static org.postwatch.roster.RosterField.CATEGORY;
import static org.postwatch.roster.RosterField.LOCATION;
import static org.postwatch.roster.RosterField.SUMMARY;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwatch.roster.RosterRules.RosterPlan;

class RosterRulesTest {
    private static final Instant START = Instant.parse("2026-11-03T14:30:00Z");
    private static final RosterRules RULES = new RosterRules(List.of(
            new RosterRule(
                    SUMMARY, new TextPattern("*holiday*"), Optional.empty(), Optional.empty(), Optional.empty(), true),
            officer(ATTENDEE, "doe@example.org", "D-1"),
            officer(SUMMARY, "*roe*", "D-2"),
            campus(LOCATION, "north*", "north"),
            campus(LOCATION, "*", "south"),
            new RosterRule(
                    CATEGORY,
                    new TextPattern("code"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("code"),
                    false)));

    @Test
    void each_officer_of_an_entry_gets_a_shift_at_the_first_campus_that_matches() {
        RosterPlan plan = RULES.apply("sro", List.of(entry("SRO Roe", "North Elementary", "doe@example.org", "Code")));

        assertThat(plan.shifts())
                .extracting(shift -> shift.badge() + " " + shift.campus() + " "
                        + shift.duty().orElse(""))
                .containsExactly("D-1 north code", "D-2 north code");
        assertThat(plan.shifts()).extracting(RosterShift::id).doesNotHaveDuplicates();
    }

    @Test
    void an_entry_without_an_officer_is_unmapped_and_a_holiday_is_nothing() {
        RosterEntry nobody = entry("SRO", "North", "new@example.org", "");
        RosterEntry holiday = entry("Holiday (Roe)", "North", "doe@example.org", "");

        RosterPlan plan = RULES.apply("sro", List.of(nobody, holiday));

        assertThat(plan.shifts()).isEmpty();
        assertThat(plan.unmapped()).containsExactly(nobody);
    }

    @Test
    void the_id_of_a_shift_stays_when_its_time_or_text_changes() {
        RosterEntry before = entry("SRO Roe", "North", "", "");
        RosterEntry after = new RosterEntry(
                before.id(),
                before.occurrence(),
                START.plusSeconds(60),
                START.plusSeconds(600),
                "Roe",
                "",
                List.of(),
                List.of());

        assertThat(id("sro", before)).isEqualTo(id("sro", after)).isNotEqualTo(id("other", before));
        assertThat(id("sro", before)).matches("sro-[0-9a-f]{24}");
    }

    @ParameterizedTest
    @CsvSource({
        "SRO*, sro north, true",
        "*north, SRO North, true",
        "*north, North side, false",
        "*o*h*, SRO north, true",
        "sro, ' SRO ', true",
        "'', x, false",
        "*, '', true",
        "a*b, ab, true",
        "a.b, axb, false",
        "(, (, true"
    })
    void a_star_stands_for_any_text(String pattern, String value, boolean expected) {
        assertThat(new TextPattern(pattern).matches(value)).isEqualTo(expected);
    }

    private static String id(String roster, RosterEntry entry) {
        return RULES.apply(roster, List.of(entry)).shifts().get(0).id();
    }

    private static RosterRule officer(RosterField field, String pattern, String badge) {
        return new RosterRule(
                field, new TextPattern(pattern), Optional.of(badge), Optional.empty(), Optional.empty(), false);
    }

    private static RosterRule campus(RosterField field, String pattern, String campus) {
        return new RosterRule(
                field, new TextPattern(pattern), Optional.empty(), Optional.of(campus), Optional.empty(), false);
    }

    private static RosterEntry entry(String summary, String location, String attendee, String category) {
        return new RosterEntry(
                "e1", START, START, START.plusSeconds(3600), summary, location, List.of(attendee), List.of(category));
    }
}
