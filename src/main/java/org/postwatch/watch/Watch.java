package org.postwatch.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.postwatch.coverage.Heard;
import org.postwatch.event.Canary;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.incident.Kind;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Span;

/**
 * Keeps watch over districts. Every call is one thing that arrived; what it changes is said at once.
 *
 * <p>Not thread-safe: one watch for each partition of districts.
 */
public final class Watch {
    private final Ledger ledger;
    private final WatchClock clock;
    private final int unitsPerTick;
    private final Setbacks setbacks;
    private final Deadlines deadlines;
    private final Admission admission;
    private final CampusDesk campuses;
    private final FeedDesk feeds;
    private final CampusIndex index;
    private final DistrictIndex known;
    private final HistoryDesk history;
    private final EvidenceDesk evidence;
    private final DistrictDesk districts;
    private final CanaryDesk canaries;
    private final UrgentDesk urgent;
    private final Rebuild rebuild;
    private final Republication republication;

    /** @param unitsPerTick how many units that are due are looked at in one tick, at most; the rest wait */
    public Watch(Ledger ledger, Voice voice, int unitsPerTick) {
        this(ledger, voice, unitsPerTick, Setbacks.NONE);
    }

    /** @param setbacks outlives the watch */
    public Watch(Ledger ledger, Voice voice, int unitsPerTick, Setbacks setbacks) {
        this.setbacks = setbacks;
        this.ledger = ledger;
        this.clock = new WatchClock(ledger);
        this.unitsPerTick = unitsPerTick;
        this.rebuild = new Rebuild(ledger, clock, voice);
        Voice clocked = new Clocked(clock, voice, rebuild);
        Identities identities = new Identities(ledger);
        this.deadlines = new Deadlines(ledger);
        this.index = new CampusIndex(ledger);
        this.known = new DistrictIndex(ledger);
        this.admission = new Admission(index);
        Triggers triggers = new Triggers(ledger);
        Reports reports = new Reports(ledger);
        Signs signs = new Signs(ledger);
        this.campuses = new CampusDesk(ledger, clocked, deadlines, triggers, reports, signs);
        this.feeds = new FeedDesk(ledger, clocked, deadlines);
        this.history = new HistoryDesk(ledger, clocked, deadlines, index);
        this.districts = new DistrictDesk(ledger, clocked, deadlines, campuses, feeds, reports, signs, identities);
        this.canaries = new CanaryDesk(ledger, clocked);
        this.republication = new Republication(ledger, clocked);
        StaffingDesk staffing = new StaffingDesk(ledger, clock, index, campuses, districts, identities, signs);
        this.urgent = new UrgentDesk(ledger, history, index);
        this.evidence = new EvidenceDesk(
                clocked, clock, index, identities, triggers, reports, campuses, history, staffing, urgent);
    }

    /** The greatest tick or arrival so far. */
    public Instant clock() {
        return clock.time();
    }

    /** Whether there is no state: this is a first start, or all state was lost. */
    public boolean isWithoutState() {
        return clock.time().equals(Instant.EPOCH) && !rebuild.isGoingOn();
    }

    /**
     * State was lost, and is made again from old input: until {@link #endRebuild} transitions are withheld, but for those of
     * urgent events that arrive at {@code began} or later.
     *
     * @param began by the caller's wall clock
     */
    public void beginRebuild(Instant began) {
        rebuild.begin(began);
    }

    /** Whether transitions are withheld, also after a restart. */
    public boolean isRebuilding() {
        return rebuild.isGoingOn();
    }

    /**
     * All old input has been read: says how incidents stand of which transitions were withheld. Call it again, after some time
     * for events, until {@link #isRebuilding} is false.
     *
     * @param max how many to say at most
     */
    public void endRebuild(int max) {
        rebuild.end(max);
    }

    /**
     * From here on no arrival and no tick turns the clock beyond {@code latest}, which follows from the caller's wall clock.
     * A clock that stands beyond it is set back: what was said for the time that has not come is corrected, and dates that
     * it sealed too early are open again from today on.
     *
     * @return where the clock stood, if it was set back
     */
    public Optional<Instant> limitClock(Instant latest) {
        Optional<Instant> before = clock.limit(latest);
        before.ifPresent(wrong -> {
            List<District> all = new ArrayList<>();
            ledger.range(CoverageTables.DISTRICTS, "", "~", Integer.MAX_VALUE, (key, district) -> all.add(district));
            all.forEach(district -> {
                districts.reopen(district, clock.time());
                lookAtAll(district);
            });
        });
        return before;
    }

    /**
     * Time has come so far: looks at what is due.
     *
     * @param keepOpenFrom no date that holds this instant or a later one is sealed; absent outside replays
     * @return whether more is due than one tick looks at
     */
    public boolean tick(Instant time, Optional<Instant> keepOpenFrom) {
        Optional<Instant> before = clock.now().keepOpenFrom();
        clock.turn(time, keepOpenFrom);
        if (before.isPresent() && !keepOpenFrom.equals(before)) {
            lookAtDistrictsSoon();
        }
        return work(unitsPerTick);
    }

    /** What was held open may be due to seal for long. */
    private void lookAtDistrictsSoon() {
        ledger.range(
                CoverageTables.DISTRICTS,
                "",
                "~",
                Integer.MAX_VALUE,
                (key, district) -> districts.lookSoon(district, clock.now()));
    }

    /**
     * Whether dates may be sealed from here on: not while records may be unread that arrived before. Until this is called
     * they may.
     */
    public void maySeal(boolean now) {
        if (districts.maySeal(now)) {
            lookAtDistrictsSoon();
        }
    }

    /** The same; the dates that were held open still are. */
    public boolean tick(Instant time) {
        return tick(time, clock.now().keepOpenFrom());
    }

    /**
     * Goes on with what the last tick left: looks at some units that are due.
     *
     * @return whether more may be due
     */
    public boolean work(int units) {
        List<Deadlines.Due> due = deadlines.due(clock.time(), units);
        due.forEach(this::attempt);
        return due.size() == units;
    }

    /** Starts to publish everything again that stands, from state; {@link #republish} goes on with it. */
    public void republishAll() {
        republication.addAll();
    }

    /**
     * Publishes some of it: a campus, a day, the incidents of a feed.
     *
     * @return whether more is to be published
     */
    public boolean republish(int units) {
        republication.next(units).forEach(this::publishAgain);
        return republication.isGoingOn();
    }

    /** What fails once is left out: the task begins again, and with it this. */
    private void publishAgain(Deadlines.Due unit) {
        if (setbacks.until(unit.unit()).filter(clock.time()::isBefore).isPresent()) {
            return;
        }
        try {
            republication.publish(unit, clock.time());
            if (unit.kind() == Deadlines.Kind.DAY || unit.kind() == Deadlines.Kind.CAMPUS) {
                look(unit);
            }
        } catch (RuntimeException e) {
            setbacks.failed(unit.unit(), e, clock.time().plus(Setbacks.RETRY_AFTER));
            throw new Setbacks.LookFailed(unit.unit(), e);
        }
    }

    /** One look. What fails once is left alone for long: everything else that is due must not wait for it. */
    private void attempt(Deadlines.Due due) {
        Optional<Instant> until = setbacks.until(due.unit()).filter(clock.time()::isBefore);
        if (until.isPresent()) {
            deadlines.postpone(due, until.get());
            return;
        }
        try {
            look(due);
        } catch (RuntimeException e) {
            setbacks.failed(due.unit(), e, clock.time().plus(Setbacks.RETRY_AFTER));
            throw new Setbacks.LookFailed(due.unit(), e);
        }
    }

    private void look(Deadlines.Due due) {
        String[] key = due.key().split("/");
        Optional<District> known = ledger.get(CoverageTables.DISTRICTS, key[0]);
        if (known.isEmpty()) {
            return;
        }
        District district = known.get();
        switch (due.kind()) {
            case DAY -> campuses.look(district, key[1], List.of(LocalDate.parse(key[2])), clock.time());
            case CAMPUS -> campuses.midnight(district, key[1], clock.time());
            case FEED -> {
                Feed feed = district.feeds().get(key[1]);
                lookAround(district, feeds.look(district, feed, openFrom(district), clock.time()));
            }
            case HISTORY ->
                ledger.get(CoverageTables.CAMPUSES, due.key())
                        .ifPresent(plan -> history.look(district, plan, clock.time()));
            case DISTRICT -> districts.look(district, clock.now());
        }
    }

    /** A new version of a district's roster, agreements, exceptions and feeds: it speaks for every open day. */
    public void plan(District district, Instant stamp) {
        clock.advance(stamp);
        ledger.put(CoverageTables.DISTRICTS, district.id(), district);
        known.forget(district.id());
        if (ledger.get(CoverageTables.DISTRICT_STATE, district.id()).isEmpty()) {
            districts.open(district, clock.now());
        }
        districts.watchFrom(district, clock.now());
        ledger.scan(CoverageTables.FEEDS, district.id() + "/", (key, state) -> {
            if (!district.feeds().containsKey(key.substring(district.id().length() + 1))) {
                feeds.forget(district.id(), key, clock.time());
            }
        });
        lookAtAll(district);
    }

    private void lookAtAll(District district) {
        for (Feed feed : district.feeds().values()) {
            feeds.look(district, feed, openFrom(district), clock.time());
        }
        ledger.scan(
                CoverageTables.CAMPUSES,
                district.id() + "/",
                (key, plan) -> campuses.lookAtAll(district, plan.id(), clock.time()));
        districts.look(district, clock.now());
    }

    /** New versions of a campus. It waits for its district if that is not known yet. */
    public void plan(String districtId, CampusPlan plan, Instant stamp) {
        clock.advance(stamp);
        ledger.put(CoverageTables.CAMPUSES, districtId + "/" + plan.id(), plan);
        index.forget(districtId, plan.id());
        ledger.get(CoverageTables.DISTRICTS, districtId).ifPresent(district -> {
            campuses.lookAtAll(district, plan.id(), clock.time());
            districts.lookSoon(district, clock.now());
        });
    }

    /** An operator says that an incident is over. */
    public Verdict resolve(String districtId, String incident, Instant at, Instant stamp) {
        clock.advance(stamp);
        String[] parts = incident.split("/");
        Optional<District> district = ledger.get(CoverageTables.DISTRICTS, districtId);
        if (district.isEmpty()) {
            return unknownDistrict(districtId);
        }
        boolean resolved = parts.length > 1 && history.resolve(district.get(), parts[1], incident, at, clock.time());
        return resolved
                ? Verdict.TAKEN
                : new Verdict.SetAside(
                        "unknown-incident",
                        "district '" + districtId + "' has no open incident '" + incident
                                + "' that an operator closes ("
                                + String.join(", ", new TreeSet<>(Kind.names(Kind::isClosedByOperators))) + ")");
    }

    private static Verdict unknownDistrict(String id) {
        return new Verdict.SetAside("unknown-district", "no plan for district '" + id + "'; apply its documents first");
    }

    /** An arrival may begin a minute before its tick does: silence is judged first, for what it bears on. */
    private void arrive(Instant stamp) {
        long minute = Heard.minute(clock.time());
        clock.advance(stamp);
        if (Heard.minute(clock.time()) != minute) {
            deadlines.dueFeeds(clock.time(), unitsPerTick).forEach(this::attempt);
        }
    }

    /** A feed, and the district that it is of. */
    public record KnownFeed(District district, Feed feed) {}

    /** The feed of a district with that source, if there is one. */
    public Optional<KnownFeed> feed(String district, String source) {
        return known.find(district)
                .filter(found -> found.source(source) != null)
                .map(found ->
                        new KnownFeed(found.district(), found.source(source).feed()));
    }

    /** Shows every district that has a plan. */
    public void districts(Consumer<District> visitor) {
        ledger.range(CoverageTables.DISTRICTS, "", "~", Integer.MAX_VALUE, (key, district) -> visitor.accept(district));
    }

    /** One event, admitted or set aside. */
    public Verdict event(Event event, Receipt receipt) {
        rebuild.because(event.isUrgent(), receipt.stamp());
        try {
            return take(event, receipt);
        } finally {
            rebuild.because(false, receipt.stamp());
        }
    }

    private Verdict take(Event event, Receipt receipt) {
        Verdict verdict = decide(event, receipt);
        if (event.isUrgent()
                && verdict instanceof Verdict.SetAside aside
                && UrgentEvents.isNotifiedDespite(aside.reason())) {
            notifyDespite(event, receipt, aside);
        }
        return verdict;
    }

    /** A weapon whose clock is wrong or whose id was taken is no evidence, but it opens an incident. */
    private void notifyDespite(Event event, Receipt receipt, Verdict.SetAside why) {
        DistrictIndex.Known found = known.find(event.origin().district()).orElseThrow();
        District district = found.district();
        if (admission.isAuthorised(district, found.source(event.source()), event, receipt.stamp())) {
            urgent.rejected(district, event, receipt, why, clock.time());
        }
    }

    private Verdict decide(Event event, Receipt receipt) {
        arrive(receipt.stamp());
        String id = event.origin().district();
        Optional<DistrictIndex.Known> found = known.find(id);
        if (found.isEmpty()) {
            return unknownDistrict(id);
        }
        District district = found.get().district();
        DistrictIndex.Source source = found.get().source(event.source());
        Verdict.SetAside refusal = admission.refusal(district, source, event, receipt.stamp());
        if (refusal != null) {
            return refusal;
        }
        if (event instanceof Canary canary) {
            // Nobody waits for its feed: it leaves no minute behind.
            canaries.take(district, canary, clock.time());
            return Verdict.TAKEN;
        }
        Instant finalTo = districts.finalTo(district, event.time());
        if (event.time().isBefore(finalTo)) {
            return new Verdict.SetAside(
                    "sealed", "time " + event.time() + " lies in dates that are final; they end at " + finalTo);
        }
        hear(district, source, event, receipt.stamp(), openFrom(district));
        return evidence.take(district, event, receipt);
    }

    private void hear(District district, DistrictIndex.Source source, Event event, Instant stamp, Instant openFrom) {
        long last = Heard.minute(event.time());
        long first = event instanceof Heartbeat heartbeat ? firstWhole(heartbeat, stamp, last) : last;
        // All at once: judged by its last minute alone, a feed would be silent that says that it was not.
        List<Span> changed = feeds.hear(district, source, first, last, openFrom, clock.time());
        if (!changed.isEmpty()) {
            lookAround(district, changed);
        }
    }

    /**
     * The first minute that lies whole in what a heartbeat spans, and the last one if there is none. What it spans of
     * the time before events are late is left out.
     */
    private static long firstWhole(Heartbeat heartbeat, Instant stamp, long last) {
        Instant earliest = stamp.minus(Admission.LATE_MAX);
        return heartbeat
                .completeSince()
                .map(since -> since.isBefore(earliest) ? earliest : since)
                .map(since -> Math.min(last, Heard.minute(since.plusMillis(59_999))))
                .orElse(last);
    }

    /** A feed's silence may bear on every campus of its district. */
    private void lookAround(District district, List<Span> changed) {
        Instant open = openFrom(district);
        List<Span> seen = changed.stream()
                .filter(span -> span.to().isAfter(open) && !span.from().isAfter(clock.time()))
                .map(span -> span.from().isAfter(open) ? span : new Span(open, span.to()))
                .toList();
        if (!seen.isEmpty()) {
            ledger.scan(
                    CoverageTables.CAMPUSES,
                    district.id() + "/",
                    (key, plan) ->
                            campuses.lookAround(district, index.get(district.id(), plan.id()), seen, clock.time()));
        }
    }

    private Instant openFrom(District district) {
        return ledger.get(CoverageTables.DISTRICT_STATE, district.id())
                .orElseThrow()
                .openFrom();
    }
}
