package org.postwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.postwatch.event.DistrictKey;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentKind;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.RecipientKey;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.CampusFeedKey;
import org.postwatch.plan.CampusKey;

/** The texts of keys are stored and published: what is written here must not change. */
class KeysTest {
    private static final LocalDate DATE = LocalDate.parse("2026-09-14");

    @Test
    void a_key_is_read_from_its_own_text() {
        DistrictKey feed = new DistrictKey("d", "cameras");
        assertThat(feed.text())
                .isEqualTo("d/cameras")
                .startsWith(DistrictKey.prefix("d").text());
        assertThat(DistrictKey.parse("d/cameras")).isEqualTo(feed);
        CampusKey campus = new CampusKey("d", "hs");
        assertThat(campus.text()).isEqualTo("d/hs");
        assertThat(CampusKey.parse("d/hs")).isEqualTo(campus);
        assertThat(campus.on(DATE).text())
                .isEqualTo("d/hs/2026-09-14")
                .startsWith(campus.prefix().text());
        assertThat(CampusDayKey.parse("d/hs/2026-09-14")).isEqualTo(campus.on(DATE));
        CampusFeedKey campusFeed = new CampusFeedKey(campus, "cameras");
        assertThat(campusFeed.text()).isEqualTo("d/hs/cameras");
        assertThat(CampusFeedKey.parse("d/hs/cameras")).isEqualTo(campusFeed);
        NoticeKey notice = new NoticeKey("d", "board", "coverage/hs/sro");
        assertThat(notice.text()).isEqualTo("d/board/coverage/hs/sro");
        assertThat(NoticeKey.parse("d/board/coverage/hs/sro")).isEqualTo(notice);
        assertThat(RecipientKey.parse("d/board")).isEqualTo(notice.recipient());
        assertThat(IncidentKey.parse("d/coverage/hs")).isEqualTo(new IncidentKey("d", "coverage/hs"));
    }

    @Test
    void an_incident_starts_with_its_kind_and_campus() {
        IncidentId id = IncidentId.of(IncidentKind.COVERAGE, "hs", "sro", DATE, "day");
        assertThat(id.text()).isEqualTo("coverage/hs/sro/2026-09-14/day");
        assertThat(id.campus()).isEqualTo("hs");
        assertThat(id.with("2").text()).isEqualTo(id.text() + "/2");
        assertThat(id.text()).startsWith(IncidentId.prefix("coverage", "hs", "sro"));
        assertThat(id.incidentKind()).contains(IncidentKind.COVERAGE);
        assertThat(IncidentId.parse(id.text())).isEqualTo(id);
        assertThat(new IncidentKey("d", id.text()).text()).isEqualTo("d/coverage/hs/sro/2026-09-14/day");
    }

    @Test
    void a_text_without_a_separator_is_a_key_without_a_name() {
        assertThat(DistrictKey.parse("d")).isEqualTo(new DistrictKey("d", ""));
        assertThat(DistrictKey.districtOf("d")).isEqualTo("d");
        assertThat(IncidentId.parse("conduct")).isEqualTo(new IncidentId("conduct", ""));
        assertThat(IncidentId.parse("conduct").campus()).isEmpty();
        assertThat(IncidentId.parse("conduct").text()).isEqualTo("conduct");
        assertThat(NoticeKey.parse("d")).isEqualTo(new NoticeKey("d", "", ""));
    }
}
