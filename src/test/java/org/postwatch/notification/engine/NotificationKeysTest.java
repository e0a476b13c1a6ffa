package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postwatch.event.DistrictKey;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.RecipientKey;
import org.postwatch.plan.CampusFeedKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.state.StateTable;

/** Stored keys of NOTIFICATION: what is written here must not change, and each is read as it was written. */
class NotificationKeysTest {
    @Test
    void every_key_is_read_from_its_own_text() {
        NoticeKey group = new NoticeKey("d", "board", "f3a1");
        assertText(NotificationTables.ROUTINGS, "d", "d");
        assertText(NotificationTables.ALERTS, new IncidentKey("d", "coverage/hs/sro"), "d/coverage/hs/sro");
        assertText(NotificationTables.SILENT_FEEDS, new DistrictKey("d", "hr"), "d/hr");
        assertText(NotificationTables.GROUPS, group, "d/board/f3a1");
        assertText(
                NotificationTables.GROUP_MEMBERS,
                new GroupMemberKey(group, "coverage/hs/sro"),
                "d/board/f3a1/coverage/hs/sro");
        assertText(NotificationTables.DIGESTS, new RecipientKey("d", "board"), "d/board");
        assertText(NotificationTables.NOTICES, new NoticeKey("d", "board", "coverage/hs"), "d/board/coverage/hs");
        assertText(
                NotificationTables.URGENT_CONDUCT,
                new CampusFeedKey(new CampusKey("d", "hs"), "cameras"),
                "d/hs/cameras");
    }

    private static <K> void assertText(StateTable<K, ?> table, K key, String text) {
        assertThat(table.keys().write(key)).isEqualTo(text);
        assertThat(table.keys().parse(text)).isEqualTo(key);
    }
}
