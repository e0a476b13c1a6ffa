package org.postwatch.dispatch;

import org.postwatch.routing.DistrictSecret;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;

/** Where decisions go. */
public interface Announcer {
    /** What a recipient should now know. */
    void notice(Notice notice);

    /** What the topic was found to hold when the instance started after an unclean stop; otherwise nothing. */
    default PublishedNotices published() {
        return PublishedNotices.NONE;
    }

    /** A notice that nobody needs to know any more, by its key. */
    void noticeGone(String key);

    /** A district has a secret from now on, to be kept for a rebuild and never printed. */
    void secret(String district, DistrictSecret secret);

    /** A decision, to be written down. */
    void entry(Entry entry);
}
