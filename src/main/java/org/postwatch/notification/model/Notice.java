package org.postwatch.notification.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.text.WireName;

/**
 * The current notice of a recipient about one subject: an incident, a group, a digest or the watchdog. It contains
 * only granted fields. A later revision of the subject replaces it.
 *
 * @param subject one of a recipient's subjects: an incident's id, {@code ~group/…}, {@code ~digest/DATE}, {@code
 * ~watchdog}
 * @param ref stands for the subject outside: stable, opaque, the same in every notice of it
 * @param revision from 1, rising
 * @param stage what the recipient is notified of
 * @param status whether the subject is open now, for systems that keep state
 * @param at the clock when it was decided
 * @param items one for an incident; for groups and digests as many as {@link #MAX_ITEMS}
 * @param alertCount the number of alerts, including those without an item
 * @param cause the route's path and the trigger
 * @param earlierRevisions the earlier revisions of the current episode without updates, oldest first, at most {@link
 *     #MAX_EARLIER_REVISIONS}; for protocols whose messages name the messages that they replace
 * @param callNumber from 1; if it is higher than in the previous revision, people are called again, even if they acknowledged
 *     or dismissed the previous call
 * @param lastNotification what the recipient was last notified of: this revision itself, or for {@link NoticeStage#UPDATED} an
 * earlier one
 * @param urgent whether one of its alerts is ({@link Alert#isUrgent}): it is delivered before all others. Recipients do
 * not get this flag.
 */
public record Notice(
        String district,
        String recipient,
        String subject,
        String ref,
        int revision,
        NoticeStage stage,
        Alert.AlertStatus status,
        Instant at,
        List<NoticeItem> items,
        int alertCount,
        String cause,
        List<EarlierRevision> earlierRevisions,
        int callNumber,
        LastNotification lastNotification,
        boolean urgent) {
    public static final int MAX_ITEMS = 50;
    public static final int MAX_EARLIER_REVISIONS = 20;
    private static final int IDEMPOTENCY_KEY_LENGTH = 16;

    /** What the recipient is notified of. */
    public enum NoticeStage implements WireName {
        EXPECTED,
        AVERTED,
        OPENED,
        ESCALATED,
        /** A gap of the incident opened again, or facts became others while it is open. */
        CORRECTED,
        /** The fields are current, and nobody is notified. It replaces the previous revision if that was not sent. */
        UPDATED,
        ACKNOWLEDGED,
        REPEATED,
        CLOSED,
        WITHDRAWN,
        DIGEST,
        WATCHDOG
    }

    /**
     * What the recipient was last notified of, beyond updates.
     *
     * @param revision that brought it
     * @param stage what it was, never {@link NoticeStage#UPDATED}
     * @param at the clock when it was decided
     */
    public record LastNotification(int revision, NoticeStage stage, Instant at) {}

    /** A revision before this one, and the clock when it was decided. */
    public record EarlierRevision(int revision, Instant at) {}

    /**
     * One alert of a notice.
     *
     * @param ref the reference of the alert for outsiders
     * @param status of the alert
     * @param fields those that the recipient may know, by the names of {@link NoticeField}; times in UTC
     * @param zone for times that people read: the campus's if they may know the campus, else the district's
     */
    public record NoticeItem(String ref, Alert.AlertStatus status, SortedMap<String, String> fields, ZoneId zone) {
        public NoticeItem {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }
    }

    public Notice {
        items = List.copyOf(items);
        earlierRevisions = List.copyOf(earlierRevisions);
    }

    /** The first of its subject, or one of which nobody needs to know what came before; not urgent. */
    public Notice(
            String district,
            String recipient,
            String subject,
            String ref,
            int revision,
            NoticeStage stage,
            Alert.AlertStatus status,
            Instant at,
            List<NoticeItem> items,
            int alertCount,
            String cause) {
        this(
                district,
                recipient,
                subject,
                ref,
                revision,
                stage,
                status,
                at,
                items,
                alertCount,
                cause,
                List.of(),
                1,
                new LastNotification(revision, stage, at),
                false);
    }

    public Notice withEarlierRevisions(List<EarlierRevision> earlier) {
        return copy(revision, stage, at, earlier, callNumber, lastNotification, urgent);
    }

    public Notice withUrgent(boolean now) {
        return copy(revision, stage, at, earlierRevisions, callNumber, lastNotification, now);
    }

    /** With the number of the call. */
    public Notice withCallNumber(int number) {
        return copy(revision, stage, at, earlierRevisions, number, lastNotification, urgent);
    }

    /** The same with another number of its revision. */
    public Notice withRevision(int other) {
        LastNotification renumbered = lastNotification.revision() == revision
                ? new LastNotification(other, lastNotification.stage(), lastNotification.at())
                : lastNotification;
        return copy(other, stage, at, earlierRevisions, callNumber, renumbered, urgent);
    }

    /** Whether it has the same content as another revision. Watchdog notices always differ. */
    public boolean hasSameContentAs(Notice other) {
        return stage == other.stage
                && stage != NoticeStage.WATCHDOG
                && status == other.status
                && alertCount == other.alertCount
                && items.equals(other.items);
    }

    /** As an update of what the recipient was notified of. */
    public Notice withLastNotification(LastNotification of) {
        return copy(revision, stage, at, earlierRevisions, callNumber, of, urgent);
    }

    /** It repeats what the recipient was notified of before. */
    public boolean isUpdate() {
        return stage == NoticeStage.UPDATED;
    }

    /** For a recipient who was not notified of the news that it updates: the news itself, with current fields. */
    public Notice asOriginalNotification() {
        LastNotification news = lastNotification;
        return copy(revision, news.stage(), news.at(), earlierRevisions, callNumber, news, urgent);
    }

    /** With the same content for the same recipient and subject. */
    private Notice copy(
            int number,
            NoticeStage news,
            Instant decidedAt,
            List<EarlierRevision> earlier,
            int call,
            LastNotification last,
            boolean first) {
        return new Notice(
                district,
                recipient,
                subject,
                ref,
                number,
                news,
                status,
                decidedAt,
                items,
                alertCount,
                cause,
                earlier,
                call,
                last,
                first);
    }

    /** The key in {@code postwatch.notices} and {@code postwatch.deliveries}. */
    public String key() {
        return noticeKey().text();
    }

    public NoticeKey noticeKey() {
        return new NoticeKey(district, recipient, subject);
    }

    /**
     * The same for every attempt of this revision, and for no other notice, so that receivers detect duplicates. It
     * differs by recipient: two recipients may have the same address and different fields.
     */
    public String idempotencyKey() {
        return Fingerprint.of(recipient + "/" + revisionKeyOf(revision, at)).substring(0, IDEMPOTENCY_KEY_LENGTH);
    }

    /**
     * Identifies the news, the same for every recipient of that revision, also where an update replaces news that was
     * not sent, so that later messages can refer to it.
     */
    public String revisionKey() {
        return revisionKeyOf(isUpdate() ? revision : lastNotification.revision(), at);
    }

    /** Those of the revisions before this one, the oldest first. */
    public List<String> earlierRevisionKeys() {
        return earlierRevisions.stream()
                .map(one -> revisionKeyOf(one.revision(), one.at()))
                .toList();
    }

    /** A subject that was forgotten and comes again begins with the first revision again, so the instant is in it. */
    private String revisionKeyOf(int numbered, Instant decided) {
        return ref + "-" + numbered + "-" + Long.toString(decided.toEpochMilli(), Character.MAX_RADIX);
    }
}
