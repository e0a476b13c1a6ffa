package org.postwatch.coverage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.postwatch.event.DistrictKey;
import org.postwatch.incident.IncidentKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.state.DistrictDayKey;
import org.postwatch.state.KeyFormat;
import org.postwatch.state.KeyFormat.SingletonKey;
import org.postwatch.state.StateTable;

/** Stored keys of COVERAGE: what is written here must not change, and each is read as it was written. */
class CoverageKeysTest {
    private static final LocalDate DATE = LocalDate.parse("2026-09-14");
    private static final CampusKey CAMPUS = new CampusKey("d", "hs");

    @Test
    void every_key_is_read_from_its_own_text() {
        assertText(CoverageTables.DISTRICTS, "d", "d");
        assertText(CoverageTables.CLOCK, SingletonKey.KEY, "");
        assertText(CoverageTables.CAMPUSES, CAMPUS, "d/hs");
        assertText(CoverageTables.CAMPUS_DAYS, CAMPUS.on(DATE), "d/hs/2026-09-14");
        assertText(CoverageTables.OFFICER_STATE, new DistrictKey("d", "D-1"), "d/D-1");
        assertText(CoverageTables.SIGNALS, new PageKey<>(new DistrictKey("d", "D-1"), 3), "d/D-1/1000003");
        assertText(CoverageTables.TRIGGERS, new PageKey<>(CAMPUS.on(DATE), 12), "d/hs/2026-09-14/1000012");
        assertText(CoverageTables.URGENT_EVENTS, new DistrictDayKey("d", DATE), "d/2026-09-14");
    }

    @Test
    void silences_of_feeds_come_first_among_withheld_incidents() {
        IncidentKey silence = new IncidentKey("d", "feed-silent/hr");
        IncidentKey gap = new IncidentKey("d", "coverage/hs/sro/2026-09-14/day");
        assertText(CoverageTables.WITHHELD_INCIDENTS, new WithheldIncidentKey(silence, true), "d/0/feed-silent/hr");
        assertText(
                CoverageTables.WITHHELD_INCIDENTS,
                new WithheldIncidentKey(gap, false),
                "d/1/coverage/hs/sro/2026-09-14/day");
    }

    private static <K> void assertText(StateTable<K, ?> table, K key, String text) {
        KeyFormat<K> format = table.keys();
        assertThat(format.write(key)).isEqualTo(text);
        assertThat(format.parse(text)).isEqualTo(key);
    }
}
