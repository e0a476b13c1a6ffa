package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.state.KeyFormat.SingletonKey;
import org.postwatch.state.StateStore;

/**
 * Withholds notices while lost state is rebuilt from old input: recipients were notified of it before. At the end it compares
 * what recipients should know with the deliveries on record, and publishes what they do not have. It is kept in state, so
 * that a restart goes on with it.
 *
 * <p>Notices that follow from an urgent event or incident that arrived after the rebuild began are never withheld.
 */
final class NotificationRebuild implements NotificationOutput {
    /** Above every revision that may have been published and is not on record as delivered. */
    static final int MAX_UNDELIVERED_REVISIONS = 1_000;

    private final StateStore store;
    private final NotificationOutput output;
    private Optional<Instant> startedAt;
    private boolean causedByUrgent;

    NotificationRebuild(StateStore ledger, NotificationOutput out) {
        this.store = ledger;
        this.output = out;
        this.startedAt =
                ledger.get(NotificationTables.REBUILD, SingletonKey.KEY).map(NotificationTables.StoredInstant::time);
    }

    void start(Instant at) {
        startedAt = Optional.of(at);
        store.put(NotificationTables.REBUILD, SingletonKey.KEY, new NotificationTables.StoredInstant(at));
    }

    boolean isRunning() {
        return startedAt.isPresent();
    }

    /** What is decided from here on follows from what arrived then. */
    void setCause(boolean urgent, Instant stamp) {
        causedByUrgent = urgent && startedAt.filter(at -> !stamp.isBefore(at)).isPresent();
    }

    private boolean isPublishing() {
        return startedAt.isEmpty() || causedByUrgent;
    }

    @Override
    public void publishNotice(Notice notice) {
        if (isPublishing()) {
            output.publishNotice(notice);
        }
    }

    @Override
    public PublishedNotices publishedNotices() {
        return output.publishedNotices();
    }

    @Override
    public void removeNotice(NoticeKey key) {
        if (startedAt.isEmpty()) {
            output.removeNotice(key);
        }
    }

    @Override
    public void publishSecret(String district, DistrictSecret secret) {
        output.publishSecret(district, secret);
    }

    @Override
    public void recordDisclosure(DisclosureRecord entry) {
        if (isPublishing()) {
            output.recordDisclosure(entry);
        } else if (entry.outcome() == DisclosureRecord.DisclosureOutcome.NOTIFIED) {
            store.put(NotificationTables.WITHHELD_RECORDS, entry.noticeKey(), entry);
        }
    }

    /** What is on record of a notice. */
    void recordDelivery(DeliveryResult delivery) {
        if (startedAt.isPresent()) {
            store.put(NotificationTables.RECORDED_DELIVERIES, delivery.noticeKey(), delivery);
        }
    }

    /** All old input has been read. */
    void finish(StateStore timed) {
        startedAt = Optional.empty();
        store.delete(NotificationTables.REBUILD, SingletonKey.KEY);
        Map<NoticeKey, NoticeState> all = new LinkedHashMap<>();
        store.forEach(NotificationTables.NOTICES, all::put);
        all.forEach((key, sent) -> reconcile(timed, key, sent));
        List<NoticeKey> onRecord = new ArrayList<>();
        store.forEach(NotificationTables.RECORDED_DELIVERIES, (key, delivery) -> onRecord.add(key));
        onRecord.forEach(key -> {
            store.delete(NotificationTables.RECORDED_DELIVERIES, key);
            if (!all.containsKey(key)) {
                output.removeNotice(key);
            }
        });
        List<NoticeKey> entries = new ArrayList<>();
        store.forEach(NotificationTables.WITHHELD_RECORDS, (key, entry) -> entries.add(key));
        entries.forEach(key -> store.delete(NotificationTables.WITHHELD_RECORDS, key));
    }

    /** A notice goes on from the revision that its recipient has, and is published when that is an earlier one, or none. */
    private void reconcile(StateStore timed, NoticeKey key, NoticeState sent) {
        Optional<DeliveryResult> record = store.get(NotificationTables.RECORDED_DELIVERIES, key);
        int revision = record.map(DeliveryResult::revision).orElse(0);
        boolean has = record.filter(last -> last.outcome() == DeliveryResult.DeliveryStatus.DELIVERED)
                .filter(last -> !last.at().isBefore(sent.notice().at()))
                .isPresent();
        boolean over = sent.notice().status().isOver();
        Notice notice = sent.notice()
                .withRevision(
                        has ? revision : Math.max(revision, sent.notice().revision()) + MAX_UNDELIVERED_REVISIONS);
        timed.put(
                NotificationTables.NOTICES,
                key,
                new NoticeState(notice, sent.alertIds(), sent.acknowledged(), sent.expiresAt()));
        boolean wanted = over ? record.isPresent() : !notice.subject().equals(NoticePublisher.WATCHDOG);
        if (!has && wanted) {
            output.publishNotice(notice);
            store.get(NotificationTables.WITHHELD_RECORDS, key).ifPresent(output::recordDisclosure);
        }
    }
}
