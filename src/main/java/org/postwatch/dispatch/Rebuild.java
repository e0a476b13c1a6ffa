package org.postwatch.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.DistrictSecret;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.watch.Ledger;

/**
 * Withholds notices while lost state is rebuilt from old input: recipients were notified of it before. At the end it compares
 * what recipients should know with the deliveries on record, and publishes what they do not have. It is kept in state, so
 * that a restart goes on with it.
 *
 * <p>Notices that follow from an urgent event or incident that arrived after the rebuild began are never withheld.
 */
final class Rebuild implements Announcer {
    /** Above every revision that may have been published and is not on record as delivered. */
    static final int UNDELIVERED_MAX = 1_000;

    private final Ledger ledger;
    private final Announcer out;
    private Optional<Instant> began;
    private boolean urgentArrival;

    Rebuild(Ledger ledger, Announcer out) {
        this.ledger = ledger;
        this.out = out;
        this.began = ledger.get(Tables.REBUILD, "").map(Tables.Clock::time);
    }

    void begin(Instant at) {
        began = Optional.of(at);
        ledger.put(Tables.REBUILD, "", new Tables.Clock(at));
    }

    boolean isGoingOn() {
        return began.isPresent();
    }

    /** What is decided from here on follows from what arrived then. */
    void because(boolean urgent, Instant stamp) {
        urgentArrival = urgent && began.filter(at -> !stamp.isBefore(at)).isPresent();
    }

    private boolean isSaid() {
        return began.isEmpty() || urgentArrival;
    }

    @Override
    public void notice(Notice notice) {
        if (isSaid()) {
            out.notice(notice);
        }
    }

    @Override
    public PublishedNotices published() {
        return out.published();
    }

    @Override
    public void noticeGone(String key) {
        if (began.isEmpty()) {
            out.noticeGone(key);
        }
    }

    @Override
    public void secret(String district, DistrictSecret secret) {
        out.secret(district, secret);
    }

    @Override
    public void entry(Entry entry) {
        if (isSaid()) {
            out.entry(entry);
        } else if (entry.outcome() == Entry.Outcome.TOLD) {
            ledger.put(
                    Tables.WITHHELD_ENTRIES, entry.district() + "/" + entry.recipient() + "/" + entry.subject(), entry);
        }
    }

    /** What is on record of a notice. */
    void delivery(Delivery delivery) {
        if (began.isPresent()) {
            ledger.put(Tables.ON_RECORD, delivery.key(), delivery);
        }
    }

    /** All old input has been read. */
    void end(Agenda agenda) {
        began = Optional.empty();
        ledger.delete(Tables.REBUILD, "");
        Map<String, Sent> all = new LinkedHashMap<>();
        ledger.range(Tables.SENT, "", Tables.LAST, Integer.MAX_VALUE, all::put);
        all.forEach((key, sent) -> settle(agenda, key, sent));
        List<String> onRecord = new ArrayList<>();
        ledger.range(Tables.ON_RECORD, "", Tables.LAST, Integer.MAX_VALUE, (key, delivery) -> onRecord.add(key));
        onRecord.forEach(key -> {
            ledger.delete(Tables.ON_RECORD, key);
            if (!all.containsKey(key)) {
                out.noticeGone(key);
            }
        });
        List<String> entries = new ArrayList<>();
        ledger.range(Tables.WITHHELD_ENTRIES, "", Tables.LAST, Integer.MAX_VALUE, (key, entry) -> entries.add(key));
        entries.forEach(key -> ledger.delete(Tables.WITHHELD_ENTRIES, key));
    }

    /** A notice goes on from the revision that its recipient has, and is published when that is an earlier one, or none. */
    private void settle(Agenda agenda, String key, Sent sent) {
        Optional<Delivery> record = ledger.get(Tables.ON_RECORD, key);
        int revision = record.map(Delivery::revision).orElse(0);
        boolean has = record.filter(last -> last.outcome() == Delivery.Outcome.DELIVERED)
                .filter(last -> !last.at().isBefore(sent.notice().at()))
                .isPresent();
        boolean over =
                sent.notice().status() == Matter.Status.CLOSED || sent.notice().status() == Matter.Status.WITHDRAWN;
        Notice notice = sent.notice()
                .withRevision(has ? revision : Math.max(revision, sent.notice().revision()) + UNDELIVERED_MAX);
        agenda.put(Agenda.SENT, key, new Sent(notice, sent.matters(), sent.acknowledged(), sent.forgetAt()));
        boolean wanted = over ? record.isPresent() : !notice.subject().equals(Outbox.WATCHDOG);
        if (!has && wanted) {
            out.notice(notice);
            ledger.get(Tables.WITHHELD_ENTRIES, key).ifPresent(out::entry);
        }
    }
}
