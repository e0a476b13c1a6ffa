package org.postwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.routing.Fingerprint;
import org.postwatch.routing.Match;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;

/** Many matters in one notice: news waits for its group's pause or interval, and is told with all the rest. */
final class Groups {
    static final String PAUSE = "group";
    static final String SUBJECT = "~group/";
    private static final int HASH_CHARS = 12;
    /** What the news of a group is: that of its members which comes first here. */
    private static final List<Stage> WEIGHT =
            List.of(Stage.OPENED, Stage.ESCALATED, Stage.EXPECTED, Stage.CORRECTED, Stage.ACKNOWLEDGED, Stage.REPEATED);

    private final Office office;
    private final Outbox outbox;

    Groups(Office office, Outbox outbox) {
        this.office = office;
        this.outbox = outbox;
    }

    /** The line as it waits in its group; empty when it has a notice of its own. */
    Optional<Line> take(Routing routing, Dossier dossier, Recipient recipient, Line line) {
        Matter matter = dossier.matter();
        if (matter.isUrgent()) {
            return Optional.empty();
        }
        if (line.isLive()) {
            String key = key(matter, recipient.id(), line.group());
            return office.ledger()
                    .get(Tables.GROUPS, key)
                    .map(group -> wait(key, isPressing(routing, line) ? hurried(key, group) : group, matter, line));
        }
        Optional<Route> route =
                routing.route(line.route()).filter(r -> r.group().isPresent());
        return route.map(r -> {
            Route.Grouping grouping = r.group().orElseThrow();
            String name = name(r, grouping, matter);
            String key = key(matter, recipient.id(), name);
            if (!line.group().equals(name)) {
                leave(dossier, recipient.id(), line);
            }
            Group group = office.ledger().get(Tables.GROUPS, key).orElseGet(() -> begin(recipient, r, grouping, name));
            return wait(key, group, matter, line.in(name));
        });
    }

    /** It has become worse, and goes by a route that groups nothing: that waits for no interval. */
    private static boolean isPressing(Routing routing, Line line) {
        return line.news().filter(news -> news.stage() == Stage.ESCALATED).isPresent()
                && routing.route(line.route())
                        .filter(route -> route.group().isEmpty())
                        .isPresent();
    }

    private Group begin(Recipient recipient, Route route, Route.Grouping grouping, String name) {
        Instant now = office.now();
        String subject = SUBJECT + Fingerprint.of(name + "\n" + now).substring(0, HASH_CHARS);
        return new Group(
                recipient.id(),
                route.path(),
                subject,
                grouping.interval(),
                now.plus(grouping.pause()),
                Optional.empty(),
                false);
    }

    private Line wait(String key, Group group, Matter matter, Line line) {
        Instant next = next(key, group);
        // What is due later is an update, which news does not wait for.
        Group waiting = group.due().isAfter(next) ? group.dueAt(next) : group;
        office.agenda().put(Agenda.GROUPS, key, waiting);
        String member = key + "/" + matter.id();
        if (office.ledger().get(Tables.MEMBERS, member).isEmpty()) {
            office.ledger().put(Tables.MEMBERS, member, new Mark(matter.id()));
        }
        return line.heldBy(
                Line.Hold.until(Affair.NEVER, PAUSE, "grouped by " + group.route() + ", told at " + waiting.due()));
    }

    /** Not before the interval allows, and not before the others, whose windows end in the same moment, had time to come. */
    private Instant next(String key, Group group) {
        Instant soonest = group.toldAt().orElse(office.now()).plus(group.interval());
        Instant gathered = office.now().plus(pause(key, group));
        return soonest.isAfter(gathered) ? soonest : gathered;
    }

    /** The reasons of a member have changed: the group gets an update, which calls nobody. */
    void update(Matter matter, String recipient, Line line) {
        String key = key(matter, recipient, line.group());
        office.ledger().get(Tables.GROUPS, key).ifPresent(group -> {
            Instant soonest = office.now().plus(Affair.UPDATE_PAUSE);
            Instant next = next(key, group);
            Instant due = next.isAfter(soonest) ? next : soonest;
            if (due.isBefore(group.due())) {
                office.agenda().put(Agenda.GROUPS, key, group.dueAt(due));
            }
        });
    }

    private Group hurried(String key, Group group) {
        Instant soon = office.now().plus(pause(key, group));
        return group.due().isAfter(soon) ? group.dueAt(soon) : group;
    }

    private Duration pause(String key, Group group) {
        return office.routing(key.substring(0, key.indexOf('/')))
                .flatMap(routing -> routing.route(group.route()))
                .flatMap(Route::group)
                .map(Route.Grouping::pause)
                .orElse(Duration.ZERO);
    }

    private static String name(Route route, Route.Grouping grouping, Matter matter) {
        String values = grouping.by().stream()
                .map(label -> Match.value(label, matter).orElse(""))
                .collect(Collectors.joining("\n"));
        return Fingerprint.of(route.path() + "\n" + values).substring(0, HASH_CHARS);
    }

    private static String key(Matter matter, String recipient, String group) {
        return matter.district() + "/" + recipient + "/" + group;
    }

    /** The matter is not in the group's next notice; what nobody was told of and nobody waits for is no group. */
    void leave(Dossier dossier, String recipient, Line line) {
        if (line.group().isEmpty()) {
            return;
        }
        String key = key(dossier.matter(), recipient, line.group());
        office.ledger().delete(Tables.MEMBERS, key + "/" + dossier.matter().id());
        office.ledger().get(Tables.GROUPS, key).ifPresent(group -> {
            if (line.isLive()) {
                Instant due = group.due().equals(Affair.NEVER) ? next(key, group) : group.due();
                office.agenda().put(Agenda.GROUPS, key, group.losing(due));
            } else if (group.toldAt().isEmpty() && members(key).isEmpty()) {
                office.agenda().delete(Agenda.GROUPS, key);
            }
        });
    }

    private List<String> members(String key) {
        List<String> members = new ArrayList<>();
        office.ledger().scan(Tables.MEMBERS, key + "/", (row, mark) -> members.add(mark.matter()));
        return members;
    }

    /** Writes a group's notice if it is due. */
    void look(String key, Gate gate) {
        office.ledger()
                .get(Tables.GROUPS, key)
                .filter(group -> !group.due().isAfter(office.now()))
                .ifPresent(group -> tell(key, group, gate));
    }

    private void tell(String key, Group group, Gate gate) {
        String district = key.substring(0, key.indexOf('/'));
        Optional<Routing> routing = office.routing(district);
        Optional<Recipient> recipient = routing.map(Routing::recipients).map(all -> all.get(group.recipient()));
        if (recipient.isEmpty()) {
            forget(key);
            return;
        }
        Round round = new Round();
        for (String matter : members(key)) {
            Optional<Affair> affair = office.affair(district, matter);
            if (affair.isEmpty()) {
                office.ledger().delete(Tables.MEMBERS, key + "/" + matter);
                continue;
            }
            Dossier dossier = Dossier.of(affair.get());
            if (!ask(routing.get(), dossier, recipient.get(), gate, round)) {
                office.ledger().delete(Tables.MEMBERS, key + "/" + matter);
                put(routing.get(), dossier);
            }
        }
        if (!round.news.isEmpty() || group.lost()) {
            write(key, group, routing.get(), recipient.get(), round);
        } else if (round.members.isEmpty()) {
            office.agenda().delete(Agenda.GROUPS, key);
        } else {
            update(group, routing.get(), recipient.get(), round);
            office.agenda().put(Agenda.GROUPS, key, group.dueAt(Affair.NEVER));
        }
    }

    /** Sends an update about its members; the interval to the next news does not count from it. */
    private void update(Group group, Routing routing, Recipient recipient, Round round) {
        Matter.Status status = status(round.members);
        List<Affair> affairs =
                round.members.stream().map(d -> d.affair(Optional.of(routing))).toList();
        String because = group.route() + "; group of " + affairs.size() + "; other reasons";
        outbox.update(
                routing,
                recipient,
                new Outbox.Letter(group.subject(), Stage.UPDATED, status, affairs, round.held, because));
    }

    /** What comes together for one notice. */
    private static final class Round {
        final List<Dossier> members = new ArrayList<>();
        final List<Line.News> news = new ArrayList<>();
        /** The members that are shown as they were told: nothing that came since may be said of them. */
        final Set<String> held = new HashSet<>();
    }

    /**
     * What came between since it joined has its say: who is held by now does not come with the others, or, where he was told,
     * as he was told.
     *
     * @return whether it stays a member
     */
    private boolean ask(Routing routing, Dossier dossier, Recipient recipient, Gate gate, Round round) {
        Line line = dossier.lines().get(recipient.id());
        Optional<Line.Hold> hold = gate.before(routing, dossier, recipient, line);
        boolean stays = line.isLive() || line.news().isEmpty() || hold.isEmpty();
        if (hold.isEmpty()) {
            line.news().ifPresent(round.news::add);
        } else if (line.news().isPresent()) {
            if (!hold.get().isKnownFrom(line.hold())) {
                outbox.record(recipient, dossier.matter(), hold.get());
            }
            Line held = line.heldBy(hold.get());
            dossier.lines().put(recipient.id(), line.isLive() ? held : held.in(""));
        }
        if (stays) {
            round.members.add(dossier);
            if (hold.isPresent()) {
                round.held.add(dossier.matter().id());
                put(routing, dossier);
            }
        }
        return stays;
    }

    private void write(String key, Group group, Routing routing, Recipient recipient, Round round) {
        Matter.Status status = status(round.members);
        Stage stage = switch (status) {
            case CLOSED -> Stage.CLOSED;
            case WITHDRAWN -> Stage.WITHDRAWN;
            default ->
                round.news.stream()
                        .map(Line.News::stage)
                        .filter(WEIGHT::contains)
                        .min(Comparator.comparing(WEIGHT::indexOf))
                        .orElse(Stage.CORRECTED);
        };
        List<Affair> affairs =
                round.members.stream().map(d -> d.affair(Optional.of(routing))).toList();
        String because = group.route() + "; group of " + affairs.size();
        outbox.tell(
                routing, recipient, new Outbox.Letter(group.subject(), stage, status, affairs, round.held, because));
        boolean over = status == Matter.Status.CLOSED || status == Matter.Status.WITHDRAWN;
        for (Dossier dossier : round.members) {
            Matter matter = dossier.matter();
            if (round.held.contains(matter.id())) {
                continue;
            }
            Line told = dossier.lines().get(recipient.id()).told(matter.status(), office.now());
            dossier.lines().put(recipient.id(), matter.isOver() ? told.in("") : told);
            if (matter.isOver()) {
                office.ledger().delete(Tables.MEMBERS, key + "/" + matter.id());
            }
            put(routing, dossier);
        }
        if (over) {
            office.agenda().delete(Agenda.GROUPS, key);
        } else {
            office.agenda().put(Agenda.GROUPS, key, group.told(office.now()));
        }
    }

    private static Matter.Status status(List<Dossier> members) {
        List<Matter.Status> all = members.stream().map(d -> d.matter().status()).toList();
        for (Matter.Status live : List.of(Matter.Status.OPEN, Matter.Status.EXPECTED)) {
            if (all.contains(live)) {
                return live;
            }
        }
        return all.isEmpty() || all.contains(Matter.Status.CLOSED) ? Matter.Status.CLOSED : Matter.Status.WITHDRAWN;
    }

    /** After a change of the documents: the recipient, or all that it could be told of, is gone. */
    void forgetIfEmpty(String key) {
        boolean told =
                office.ledger().get(Tables.GROUPS, key).flatMap(Group::toldAt).isPresent();
        if (told && members(key).isEmpty()) {
            forget(key);
        }
    }

    /** The recipient is no more, or may know nothing. */
    void forget(String key) {
        Group group = office.ledger().get(Tables.GROUPS, key).orElseThrow();
        String district = key.substring(0, key.indexOf('/'));
        office.ledger()
                .scan(Tables.MEMBERS, key + "/", (row, mark) -> office.ledger().delete(Tables.MEMBERS, row));
        outbox.forget(district + "/" + group.recipient() + "/" + group.subject());
        office.agenda().delete(Agenda.GROUPS, key);
    }

    private void put(Routing routing, Dossier dossier) {
        office.agenda().put(Agenda.AFFAIRS, dossier.key(), dossier.affair(Optional.of(routing)));
    }
}
