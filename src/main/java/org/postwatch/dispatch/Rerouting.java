package org.postwatch.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postwatch.plan.Applied;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Bar;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.routing.StickyBars;
import org.postwatch.watch.Table;

/**
 * A district's routing becomes another while matters are open. Recipients that are gone or newly barred get nothing more,
 * not even endings; who is new hears of what is open. One that another agency has now is both: what the former knew is not
 * the new one's.
 */
final class Rerouting {
    private final Office office;
    private final MatterDesk matters;
    private final Groups groups;
    private final Digests digests;
    private final Outbox outbox;
    private final Failures failures;

    Rerouting(Office office, MatterDesk matters, Groups groups, Digests digests, Outbox outbox, Failures failures) {
        this.office = office;
        this.matters = matters;
        this.groups = groups;
        this.digests = digests;
        this.outbox = outbox;
        this.failures = failures;
    }

    void take(Routing documents) {
        change(documents.district(), () -> {
            keep(documents.district(), office.bars(documents.district()).with(documents.mandatoryDenials()));
            office.ledger().put(Tables.ROUTINGS, documents.district(), documents);
        });
    }

    /** Documents were applied: what they bar holds from now on, and what somebody lifted in his name does not. */
    void take(Applied applied) {
        String district = applied.district();
        SortedSet<Bar> lifted = StickyBars.bars(applied.lifted());
        lifted.retainAll(office.bars(district).bars());
        change(district, () -> keep(district, office.bars(district).after(applied)));
        Actor actor = new Actor(applied.author(), Optional.empty());
        for (Bar bar : lifted) {
            outbox.record(district, bar.toString(), Matter.BAR_LIFTED, "lifts the bar: " + applied.reason(), actor);
            office.routing(district)
                    .map(routing -> OwnMatter.barLifted(routing, bar, applied))
                    .ifPresent(this::notify);
        }
    }

    /** Not when it is over by now: a rebuild reads of lifts that were notified long ago. */
    private void notify(Matter lifted) {
        Optional<Instant> over = OwnMatter.end(lifted).filter(end -> !end.isAfter(office.now()));
        matters.arrive(over.map(end -> OwnMatter.closed(lifted, end, "24 h")).orElse(lifted), Stage.OPENED);
    }

    private void keep(String district, StickyBars bars) {
        if (!office.ledger().get(Tables.BARS, district).equals(Optional.of(bars))) {
            office.ledger().put(Tables.BARS, district, bars);
        }
    }

    private void change(String district, Runnable change) {
        Optional<Routing> before = office.routing(district);
        change.run();
        office.routing(district).filter(now -> !before.equals(Optional.of(now))).ifPresent(now -> follow(before, now));
    }

    private void follow(Optional<Routing> before, Routing routing) {
        String district = routing.district();
        Set<String> passedOn = before.map(known -> passedOn(known, routing)).orElse(Set.of());
        Predicate<String> isGone = id -> passedOn.contains(id) || isGone(routing, id);
        keys(Tables.GROUPS, district, (key, group) -> isGone.test(group.recipient()))
                .forEach(groups::forget);
        keys(Tables.DIGESTS, district, (key, digest) -> isGone.test(digest.recipient()))
                .forEach(digests::forget);
        keys(Tables.SENT, district, (key, sent) -> isGone.test(sent.notice().recipient()) || isNoMore(routing, sent))
                .forEach(outbox::forget);
        List<Affair> affairs = new ArrayList<>();
        office.ofDistrict(Tables.AFFAIRS, district, (key, affair) -> affairs.add(affair));
        // Who knows of a silent feed decides of what it holds back.
        affairs.sort(Comparator.comparing(affair -> !affair.matter().kind().equals(Matter.FEED_SILENT)));
        affairs.forEach(affair -> reroute(routing, affair, passedOn));
        keys(Tables.GROUPS, district, (key, group) -> true).forEach(groups::forgetIfEmpty);
        keys(Tables.SENT, district, (key, sent) -> true).forEach(key -> {
            Sent sent = office.ledger().get(Tables.SENT, key).orElseThrow();
            outbox.narrow(routing, routing.recipients().get(sent.notice().recipient()), sent);
        });
    }

    private void reroute(Routing routing, Affair affair, Set<String> passedOn) {
        matters.dropLines(affair, passedOn);
        Matter matter = affair.matter();
        if (matter.kind().equals(Matter.DELIVERY_FAILED) && !matter.isOver()) {
            String recipient = matter.labels().get("recipient");
            if (!routing.recipients().containsKey(recipient)) {
                failures.close(matter, "recipient removed");
            } else if (passedOn.contains(recipient)) {
                failures.close(matter, "recipient of another agency");
            }
        }
        office.affair(matter.district(), matter.id()).ifPresent(now -> matters.reroute(routing, now));
    }

    /** Recipients whose id is now another agency's. */
    private static Set<String> passedOn(Routing before, Routing now) {
        return before.recipients().values().stream()
                .filter(former -> {
                    Recipient recipient = now.recipients().get(former.id());
                    return recipient != null && !recipient.agency().equals(former.agency());
                })
                .map(Recipient::id)
                .collect(Collectors.toSet());
    }

    private static boolean isGone(Routing routing, String id) {
        Recipient recipient = routing.recipients().get(id);
        return recipient == null || routing.policy().bars(recipient);
    }

    private boolean isNoMore(Routing routing, Sent sent) {
        return mayHaveNoMoreSigns(routing, sent) || saysTooMuch(routing, sent);
    }

    private static boolean mayHaveNoMoreSigns(Routing routing, Sent sent) {
        return sent.notice().subject().equals(Outbox.WATCHDOG)
                && !routing.recipients().get(sent.notice().recipient()).watchdog();
    }

    /** Tells of something that may not be known any more; the notice of a group that goes on is written anew instead. */
    private boolean saysTooMuch(Routing routing, Sent sent) {
        boolean goesOn = sent.notice().subject().startsWith(Groups.SUBJECT)
                && sent.forgetAt().equals(Affair.NEVER);
        Recipient recipient = routing.recipients().get(sent.notice().recipient());
        return !goesOn
                && sent.matters().stream()
                        .flatMap(id -> office.affair(routing.district(), id).stream())
                        .anyMatch(affair -> Gate.refusal(routing, recipient, affair.matter())
                                .isPresent());
    }

    private <T> List<String> keys(Table<T> table, String district, BiPredicate<String, T> wanted) {
        List<String> keys = new ArrayList<>();
        office.ofDistrict(table, district, (key, value) -> {
            if (wanted.test(key, value)) {
                keys.add(key);
            }
        });
        return keys;
    }
}
