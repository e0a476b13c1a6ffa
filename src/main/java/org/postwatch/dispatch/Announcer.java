package org.postwatch.dispatch;

import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;

/** Where decisions go. */
public interface Announcer {
    /** What a recipient should now know. */
    void notice(Notice notice);

    /** A notice that nobody needs to know any more, by its key. */
    void noticeGone(String key);

    /** A decision, to be written down. */
    void entry(Entry entry);
}
