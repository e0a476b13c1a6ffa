package org.postwatch.notification.engine;

import org.postwatch.event.DistrictKey;
import org.postwatch.event.KeyPrefix;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.state.KeyFormat;

/**
 * The key of an alert in a group.
 *
 * @param group whose subject, the name of the group, contains no {@code /}
 */
public record GroupMemberKey(NoticeKey group, String alert) {
    static final KeyFormat<GroupMemberKey> FORMAT = new KeyFormat<>(GroupMemberKey::text, GroupMemberKey::parse);

    /** What the keys of all members of a group start with, as {@code socorro-nm/board/f3a1/}. */
    static KeyPrefix prefix(NoticeKey group) {
        return KeyPrefix.below(group.text());
    }

    private String text() {
        return prefix(group).text() + alert;
    }

    private static GroupMemberKey parse(String text) {
        NoticeKey key = NoticeKey.parse(text);
        DistrictKey member = DistrictKey.parse(key.subject());
        return new GroupMemberKey(new NoticeKey(key.recipient(), member.district()), member.name());
    }
}
