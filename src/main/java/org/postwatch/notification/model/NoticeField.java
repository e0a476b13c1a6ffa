package org.postwatch.notification.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Every field that a notice may have; policies grant them by name. */
public enum NoticeField {
    /** The incident's kind. */
    KIND("kind"),
    SEVERITY("severity"),
    /** The campus's id, its code. */
    CAMPUS("campus"),
    CAMPUS_NAME("campus-name"),
    DISTRICT("district"),
    /** The incident's id, which may hold names of posts, shifts and feeds. */
    INCIDENT("incident"),
    POST("post"),
    WINDOW("window"),
    DATE("date"),
    ENTRANCE("entrance"),
    SHIFT("shift"),
    BADGE("badge"),
    FEED("feed"),
    AGREEMENT("agreement"),
    /** What was seen, for conduct: {@code fight}. */
    WHAT("what"),
    /** Start of the present or last gap. */
    SINCE("since"),
    OPENED("opened"),
    CLOSED("closed"),
    /** Why it closed. */
    CLOSED_BY("closed-by"),
    /** Why there is a gap, as codes with arguments; may name badges. */
    REASONS("reasons"),
    /** Since when it is acknowledged; recipients who may know it are notified of an acknowledgement. */
    ACKNOWLEDGED("acknowledged"),
    /** Who has acknowledged it; recipients who may know it are notified of an acknowledgement. */
    ACKNOWLEDGED_BY("acknowledged-by"),
    /** What operators wrote. */
    NOTES("notes"),
    /** Anything else of a matter that is no incident of a campus: which recipient failed, which silence ends. */
    DETAIL("detail");

    /** What a rule grants that names no fields; beside the reference, which every notice has. */
    public static final Set<String> DEFAULT_FIELDS = Set.of(SEVERITY.wireName, CAMPUS.wireName);

    private final String wireName;

    NoticeField(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(NoticeField::wireName).toList();
    }
}
