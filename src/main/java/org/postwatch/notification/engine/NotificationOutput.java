package org.postwatch.notification.engine;

import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Notice;

/** Where decisions go. */
public interface NotificationOutput {
    /** What a recipient should now know. */
    void publishNotice(Notice notice);

    /** What the topic was found to hold when the instance started after an unclean stop; otherwise nothing. */
    default PublishedNotices publishedNotices() {
        return PublishedNotices.NONE;
    }

    /** A notice that nobody needs to know any more, by its key. */
    void removeNotice(String key);

    /** A district has a secret from now on, to be kept for a rebuild and never printed. */
    void publishSecret(String district, DistrictSecret secret);

    /** A decision, to be written down. */
    void recordDisclosure(DisclosureRecord entry);
}
