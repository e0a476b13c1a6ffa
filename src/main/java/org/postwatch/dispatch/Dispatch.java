package org.postwatch.dispatch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.postwatch.event.ConductSeen;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.plan.Applied;
import org.postwatch.routing.Command;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.IncidentMatter;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.watch.Ledger;
import org.postwatch.watch.Receipt;
import org.postwatch.watch.Setbacks;
import org.postwatch.watch.Verdict;

/**
 * Sees to it that those who must know are told, and nobody else. Every call is one thing that arrived; what follows from
 * it is said at once, or when it is due.
 *
 * <p>Not thread-safe: one dispatch for each partition of districts.
 */
public final class Dispatch {
    private final Office office;
    private final Announcer out;
    private final Deque<String> toPublish = new ArrayDeque<>();
    private final int unitsPerTick;
    private final Outbox outbox;
    private final Groups groups;
    private final Gate gate;
    private final Digests digests;
    private final MatterDesk matters;
    private final SilenceDesk silences;
    private final ConductDesk conduct;
    private final Orders orders;
    private final Failures failures;
    private final SystemTroubles systemTroubles;
    private final Rerouting rerouting;
    private final Setbacks setbacks;
    private final Rebuild rebuild;

    /** @param unitsPerTick how many units that are due are looked at in one tick, at most; the rest wait */
    public Dispatch(Ledger ledger, Announcer out, SecretMaker secrets, int unitsPerTick) {
        this(ledger, out, secrets, unitsPerTick, Setbacks.NONE);
    }

    /** @param setbacks outlives the dispatch */
    public Dispatch(Ledger ledger, Announcer out, SecretMaker secrets, int unitsPerTick, Setbacks setbacks) {
        this.unitsPerTick = unitsPerTick;
        this.setbacks = setbacks;
        this.out = out;
        rebuild = new Rebuild(ledger, out);
        office = new Office(ledger, secrets, rebuild);
        outbox = new Outbox(office, rebuild);
        groups = new Groups(office, outbox);
        digests = new Digests(office, outbox);
        Silences known = new Silences(office);
        gate = new Gate(office, known);
        matters = new MatterDesk(office, new Settling(office, gate, groups, digests, outbox), groups, outbox);
        silences = new SilenceDesk(office, known, matters, outbox);
        conduct = new ConductDesk(office, matters);
        orders = new Orders(office, matters, silences, outbox);
        failures = new Failures(office, matters, outbox);
        systemTroubles = new SystemTroubles(office, matters);
        rerouting = new Rerouting(office, matters, groups, digests, outbox, failures);
    }

    /** The greatest tick or arrival so far. */
    public Instant clock() {
        return office.now();
    }

    /**
     * From here on no arrival and no tick turns the clock beyond {@code latest}, which follows from the caller's wall clock.
     *
     * @return where the clock stood, if it stood beyond it and was set back
     */
    public Optional<Instant> limitClock(Instant latest) {
        Optional<Instant> before = office.limit(latest);
        before.ifPresent(wrong -> {
            new SetBack(office, wrong).apply();
            systemTroubles.clockSetBack(wrong, office.now());
        });
        return before;
    }

    /** Whether there is no state: this is a first start, or all state was lost. */
    public boolean isWithoutState() {
        return office.now().equals(Instant.EPOCH) && !rebuild.isGoingOn();
    }

    /**
     * State was lost, and is made again from old input: until {@link #endRebuild} notices are withheld, but for those of what is
     * urgent and arrives at {@code began} or later.
     *
     * @param began by the caller's wall clock
     */
    public void beginRebuild(Instant began) {
        rebuild.begin(began);
    }

    /** Whether notices are withheld, also after a restart. */
    public boolean isRebuilding() {
        return rebuild.isGoingOn();
    }

    /** All old input has been read: publishes the notices that their recipients do not have. */
    public void endRebuild() {
        rebuild.end(office.agenda());
    }

    /** What is in force of a district, if anything is. */
    public Optional<Routing> routing(String district) {
        return office.routing(district);
    }

    /** Shows the routing of every district. */
    public void routings(Consumer<Routing> visitor) {
        office.ledger()
                .range(
                        Tables.ROUTINGS,
                        "",
                        Tables.LAST,
                        Integer.MAX_VALUE,
                        (district, routing) -> visitor.accept(routing));
    }

    /** A new version of a district's recipients, routes and policy. */
    public void routing(Routing routing, Instant stamp) {
        office.advance(stamp);
        // Made as soon as there is a district, not when it first has something to say.
        office.keys(routing.district());
        rerouting.take(routing);
        systemTroubles.tell(routing);
    }

    /** Documents were applied, perhaps with bars that they lift. */
    public void applied(Applied applied, Instant stamp) {
        office.advance(stamp);
        rerouting.take(applied);
    }

    /** An incident is another now. */
    public void transition(Transition transition, Instant stamp) {
        office.advance(stamp);
        rebuild.because(transition.incident().kind().isUrgent(), stamp);
        take(transition);
        rebuild.because(false, stamp);
    }

    private void take(Transition transition) {
        if (transition.incident().kind() == Kind.WATCHDOG) {
            signOfLife(transition.district());
        } else if (transition.change() == Transition.Change.REPUBLISHED) {
            republished(IncidentMatter.of(transition), transition);
        } else {
            matters.arrive(IncidentMatter.of(transition), stage(transition.change()));
        }
    }

    /** How an incident stands: nobody is notified of what is known, or of what is over for so long that it may be forgotten. */
    private void republished(Matter matter, Transition transition) {
        Optional<Matter> known = office.affair(matter.district(), matter.id()).map(Affair::matter);
        boolean stands = known.filter(last -> last.status() == matter.status()
                        && last.severity().equals(matter.severity())
                        && last.opened().equals(matter.opened()))
                .isPresent();
        if (stands) {
            if (matter.status() == Matter.Status.OPEN) {
                matters.arrive(matter, Stage.UPDATED);
            }
        } else if (known.isPresent()) {
            matters.arrive(matter, Stage.CORRECTED);
        } else if (!isLongOver(transition)) {
            matters.arrive(matter, matter.isForecast() ? Stage.EXPECTED : Stage.OPENED);
        }
    }

    private boolean isLongOver(Transition transition) {
        List<Episode> episodes = transition.incident().episodes();
        return !episodes.isEmpty()
                && episodes.get(episodes.size() - 1)
                        .closed()
                        .filter(closed -> closed.isBefore(office.now().minus(Affair.KEPT)))
                        .isPresent();
    }

    /** Starts to publish every notice again that stands; {@link #republish} goes on with it. */
    public void republishAll() {
        office.ledger().range(Tables.SENT, "", Tables.LAST, Integer.MAX_VALUE, (key, sent) -> toPublish.add(key));
        office.ledger()
                .range(
                        Tables.SECRETS,
                        "",
                        Tables.LAST,
                        Integer.MAX_VALUE,
                        (district, secret) -> out.secret(district, secret));
    }

    /**
     * Publishes some of them.
     *
     * @return whether more are to be published
     */
    public boolean republish(int units) {
        for (int i = 0; i < units && !toPublish.isEmpty(); i++) {
            outbox.republish(toPublish.remove());
        }
        return !toPublish.isEmpty();
    }

    private static Stage stage(Transition.Change change) {
        return switch (change) {
            case EXPECTED -> Stage.EXPECTED;
            case AVERTED -> Stage.AVERTED;
            case OPENED -> Stage.OPENED;
            case ESCALATED -> Stage.ESCALATED;
            case CLOSED -> Stage.CLOSED;
            case CORRECTED -> Stage.CORRECTED;
            case REASONS -> Stage.UPDATED;
            case WITHDRAWN -> Stage.WITHDRAWN;
            case REPUBLISHED -> throw new IllegalArgumentException("nothing changed");
        };
    }

    /** Goes to everybody who asked for one, but to no class that is barred. */
    private void signOfLife(String canary) {
        List<String> districts = new ArrayList<>();
        office.ledger()
                .range(
                        Tables.ROUTINGS,
                        "",
                        Tables.LAST,
                        Integer.MAX_VALUE,
                        (district, routing) -> districts.add(district));
        districts.stream()
                .flatMap(district -> office.routing(district).stream())
                .forEach(routing -> {
                    for (Recipient recipient : routing.recipients().values()) {
                        if (recipient.watchdog() && !routing.policy().bars(recipient)) {
                            outbox.watchdog(routing, recipient, canary);
                        }
                    }
                });
    }

    /** Conduct was seen. A second event of one source and id is the first, unless it is an emergency in other bytes. */
    public Verdict conduct(ConductSeen seen, Receipt receipt) {
        office.advance(receipt.stamp());
        rebuild.because(seen.isUrgent(), receipt.stamp());
        Verdict verdict = conduct.take(seen, receipt);
        rebuild.because(false, receipt.stamp());
        return verdict;
    }

    /** An operator says something. */
    public Verdict command(Command command, Instant stamp) {
        office.advance(stamp);
        return orders.take(command);
    }

    /** What became of a notice. The clock of whoever carried it out turns none here. */
    public void delivery(Delivery delivery) {
        rebuild.delivery(delivery);
        failures.take(delivery);
    }

    /**
     * Time has come so far: looks at what is due.
     *
     * @return whether more may be due than one tick looks at
     */
    public boolean tick(Instant time) {
        office.advance(time);
        office.saveClock();
        List<Agenda.Due> due = office.agenda().due(office.now(), unitsPerTick, this::isLeftAlone);
        due.forEach(this::attempt);
        return due.size() == unitsPerTick;
    }

    /**
     * What a tick shows of Postwatch itself.
     *
     * @param wallClock of this instance
     */
    public void report(TickReport report, Instant wallClock) {
        systemTroubles.take(report, wallClock);
    }

    private boolean isLeftAlone(Agenda.Due due) {
        return setbacks.until(due.name()).filter(office.now()::isBefore).isPresent();
    }

    /** One look. What fails once is left alone for long: everything else that is due must not wait for it. */
    private void attempt(Agenda.Due due) {
        try {
            look(due);
        } catch (RuntimeException e) {
            setbacks.failed(due.name(), e, office.now().plus(Setbacks.RETRY_AFTER));
            throw new Setbacks.LookFailed(due.name(), e);
        }
    }

    private void look(Agenda.Due due) {
        if (due.unit() == Agenda.SILENCES) {
            silences.look(due.key());
        } else if (due.unit() == Agenda.AFFAIRS) {
            matters.look(due.key());
        } else if (due.unit() == Agenda.GROUPS) {
            groups.look(due.key(), gate);
        } else if (due.unit() == Agenda.DIGESTS) {
            digests.look(due.key());
        } else if (due.unit() == Agenda.URGENT) {
            office.agenda().delete(Agenda.URGENT, due.key());
        } else {
            outbox.look(due.key());
        }
    }
}
