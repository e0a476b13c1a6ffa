package org.postwatch.notification.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.postwatch.text.WireName;

/** Every field that a notice may have; policies grant them by name. */
public enum NoticeField implements WireName {
    /** The incident's kind. */
    KIND,
    SEVERITY,
    /** The campus's id, its code. */
    CAMPUS,
    CAMPUS_NAME,
    DISTRICT,
    /** The incident's id, which may hold names of posts, shifts and feeds. */
    INCIDENT,
    POST,
    WINDOW,
    DATE,
    ENTRANCE,
    /** Where on the campus a panic button was pressed, as {@code Room 214}. */
    LOCATION,
    SHIFT,
    BADGE,
    FEED,
    AGREEMENT,
    /** What was seen, for conduct: {@code fight}. */
    WHAT,
    /** Start of the present or last gap. */
    SINCE,
    OPENED,
    CLOSED,
    /** Why it closed. */
    CLOSED_BY,
    /** Why there is a gap, as codes with arguments; may name badges. */
    REASONS,
    /** Since when it is acknowledged; recipients who may know it are notified of an acknowledgement. */
    ACKNOWLEDGED,
    /** Who has acknowledged it; recipients who may know it are notified of an acknowledgement. */
    ACKNOWLEDGED_BY,
    /** What operators wrote. */
    NOTES,
    /** Anything else of an alert that is no incident of a campus: which recipient failed, which silence ends. */
    DETAIL;

    /** What a rule grants that names no fields; beside the reference, which every notice has. */
    public static final Set<String> DEFAULT_FIELDS = Set.of(SEVERITY.wireName(), CAMPUS.wireName());

    public static List<String> names() {
        return Arrays.stream(values()).map(NoticeField::wireName).toList();
    }
}
