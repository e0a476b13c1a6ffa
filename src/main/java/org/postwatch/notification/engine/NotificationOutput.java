package org.postwatch.notification.engine;

import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;

/** Where notices and disclosure records are written. */
public interface NotificationOutput {
    /** Publishes the current notice of a subject. */
    void publishNotice(Notice notice);

    /** What the topic held when the instance started after an unclean stop; otherwise nothing. */
    default PublishedNotices publishedNotices() {
        return PublishedNotices.NONE;
    }

    /** Removes a notice from the topic. */
    void removeNotice(NoticeKey key);

    /** Publishes the secret of a district, for a rebuild; it is never printed. */
    void publishSecret(String district, DistrictSecret secret);

    void recordDisclosure(DisclosureRecord record);
}
