package org.postwatch.notification.engine;

import java.util.Optional;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;

/**
 * Notices that were published before an unclean stop. State may have lost its last changes where the topic of notices has not:
 * then a revision that state takes for the next one may have been published, and delivered, already.
 */
public interface PublishedNotices {
    /** Nothing was published that state does not know of. */
    PublishedNotices NONE = new PublishedNotices() {
        @Override
        public int latestRevision(NoticeKey key) {
            return 0;
        }

        @Override
        public Optional<Notice> find(NoticeKey key, int revision) {
            return Optional.empty();
        }
    };

    /** The greatest revision that was published or put on record as delivered under a key; 0 when there is none. */
    int latestRevision(NoticeKey key);

    /** A revision as it was published, if the topic still has it. */
    Optional<Notice> find(NoticeKey key, int revision);
}
