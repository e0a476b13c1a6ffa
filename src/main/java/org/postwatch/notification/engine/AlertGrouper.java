package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Fingerprint;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.LabelMatcher;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;

/** Many matters in one notice: news waits for its group's pause or interval, and is told with all the rest. */
final class AlertGrouper {
    static final String GROUP_WAIT = "group";
    static final String SUBJECT_PREFIX = "~group/";
    private static final int HASH_LENGTH = 12;
    /** What the news of a group is: that of its members which comes first here. */
    private static final List<NoticeStage> STAGE_PRIORITY = List.of(
            NoticeStage.OPENED,
            NoticeStage.ESCALATED,
            NoticeStage.EXPECTED,
            NoticeStage.CORRECTED,
            NoticeStage.ACKNOWLEDGED,
            NoticeStage.REPEATED);

    private final NotificationContext context;
    private final NoticePublisher publisher;

    AlertGrouper(NotificationContext office, NoticePublisher outbox) {
        this.context = office;
        this.publisher = outbox;
    }

    /** The line as it waits in its group; empty when it has a notice of its own. */
    Optional<RecipientState> addToGroup(
            RoutingConfig routing, AlertStateEditor dossier, Recipient recipient, RecipientState line) {
        Alert matter = dossier.alert();
        if (matter.isUrgent()) {
            return Optional.empty();
        }
        if (line.wasNotifiedActive()) {
            String key = groupKey(matter, recipient.id(), line.group());
            return context.store()
                    .get(NotificationTables.GROUPS, key)
                    .map(group ->
                            enqueue(key, bypassesInterval(routing, line) ? expedite(key, group) : group, matter, line));
        }
        Optional<Route> route =
                routing.route(line.route()).filter(r -> r.group().isPresent());
        return route.map(r -> {
            Route.Grouping grouping = r.group().orElseThrow();
            String name = groupName(r, grouping, matter);
            String key = groupKey(matter, recipient.id(), name);
            if (!line.group().equals(name)) {
                removeMember(dossier, recipient.id(), line);
            }
            AlertGroup group = context.store()
                    .get(NotificationTables.GROUPS, key)
                    .orElseGet(() -> createGroup(recipient, r, grouping, name));
            return enqueue(key, group, matter, line.withGroup(name));
        });
    }

    /** It has become worse, and goes by a route that groups nothing: that waits for no interval. */
    private static boolean bypassesInterval(RoutingConfig routing, RecipientState line) {
        return line.pending()
                        .filter(news -> news.stage() == NoticeStage.ESCALATED)
                        .isPresent()
                && routing.route(line.route())
                        .filter(route -> route.group().isEmpty())
                        .isPresent();
    }

    private AlertGroup createGroup(Recipient recipient, Route route, Route.Grouping grouping, String name) {
        Instant now = context.now();
        String subject = SUBJECT_PREFIX + Fingerprint.of(name + "\n" + now).substring(0, HASH_LENGTH);
        return new AlertGroup(
                recipient.id(),
                route.path(),
                subject,
                grouping.groupInterval(),
                now.plus(grouping.groupWait()),
                Optional.empty(),
                false);
    }

    private RecipientState enqueue(String key, AlertGroup group, Alert matter, RecipientState line) {
        Instant next = nextNoticeAt(key, group);
        // What is due later is an update, which news does not wait for.
        AlertGroup waiting = group.due().isAfter(next) ? group.withDue(next) : group;
        context.timers().put(NotificationTimerIndex.GROUPS, key, waiting);
        String member = key + "/" + matter.id();
        if (context.store().get(NotificationTables.GROUP_MEMBERS, member).isEmpty()) {
            context.store().put(NotificationTables.GROUP_MEMBERS, member, new AlertRef(matter.id()));
        }
        return line.withSuppression(RecipientState.Suppression.suppressedUntil(
                AlertState.NEVER, GROUP_WAIT, "grouped by " + group.route() + ", told at " + waiting.due()));
    }

    /** Not before the interval allows, and not before the others, whose windows end in the same moment, had time to come. */
    private Instant nextNoticeAt(String key, AlertGroup group) {
        Instant soonest = group.lastNotifiedAt().orElse(context.now()).plus(group.interval());
        Instant gathered = context.now().plus(groupWait(key, group));
        return soonest.isAfter(gathered) ? soonest : gathered;
    }

    /** The reasons of a member have changed: the group gets an update, which calls nobody. */
    void scheduleUpdate(Alert matter, String recipient, RecipientState line) {
        String key = groupKey(matter, recipient, line.group());
        context.store().get(NotificationTables.GROUPS, key).ifPresent(group -> {
            Instant soonest = context.now().plus(AlertState.MIN_UPDATE_INTERVAL);
            Instant next = nextNoticeAt(key, group);
            Instant due = next.isAfter(soonest) ? next : soonest;
            if (due.isBefore(group.due())) {
                context.timers().put(NotificationTimerIndex.GROUPS, key, group.withDue(due));
            }
        });
    }

    private AlertGroup expedite(String key, AlertGroup group) {
        Instant soon = context.now().plus(groupWait(key, group));
        return group.due().isAfter(soon) ? group.withDue(soon) : group;
    }

    private Duration groupWait(String key, AlertGroup group) {
        return context.routing(key.substring(0, key.indexOf('/')))
                .flatMap(routing -> routing.route(group.route()))
                .flatMap(Route::group)
                .map(Route.Grouping::groupWait)
                .orElse(Duration.ZERO);
    }

    private static String groupName(Route route, Route.Grouping grouping, Alert matter) {
        String values = grouping.groupBy().stream()
                .map(label -> LabelMatcher.labelValue(label, matter).orElse(""))
                .collect(Collectors.joining("\n"));
        return Fingerprint.of(route.path() + "\n" + values).substring(0, HASH_LENGTH);
    }

    private static String groupKey(Alert matter, String recipient, String group) {
        return matter.district() + "/" + recipient + "/" + group;
    }

    /** The matter is not in the group's next notice; what nobody was told of and nobody waits for is no group. */
    void removeMember(AlertStateEditor dossier, String recipient, RecipientState line) {
        if (line.group().isEmpty()) {
            return;
        }
        String key = groupKey(dossier.alert(), recipient, line.group());
        context.store()
                .delete(
                        NotificationTables.GROUP_MEMBERS,
                        key + "/" + dossier.alert().id());
        context.store().get(NotificationTables.GROUPS, key).ifPresent(group -> {
            if (line.wasNotifiedActive()) {
                Instant due = group.due().equals(AlertState.NEVER) ? nextNoticeAt(key, group) : group.due();
                context.timers().put(NotificationTimerIndex.GROUPS, key, group.withMemberRemoved(due));
            } else if (group.lastNotifiedAt().isEmpty() && members(key).isEmpty()) {
                context.timers().delete(NotificationTimerIndex.GROUPS, key);
            }
        });
    }

    private List<String> members(String key) {
        List<String> members = new ArrayList<>();
        context.store().scan(NotificationTables.GROUP_MEMBERS, key + "/", (row, mark) -> members.add(mark.alertId()));
        return members;
    }

    /** Writes a group's notice if it is due. */
    void publishIfDue(String key, SuppressionRules gate) {
        context.store()
                .get(NotificationTables.GROUPS, key)
                .filter(group -> !group.due().isAfter(context.now()))
                .ifPresent(group -> publish(key, group, gate));
    }

    private void publish(String key, AlertGroup group, SuppressionRules gate) {
        String district = key.substring(0, key.indexOf('/'));
        Optional<RoutingConfig> routing = context.routing(district);
        Optional<Recipient> recipient = routing.map(RoutingConfig::recipients).map(all -> all.get(group.recipient()));
        if (recipient.isEmpty()) {
            remove(key);
            return;
        }
        GroupFlush round = new GroupFlush();
        for (String matter : members(key)) {
            Optional<AlertState> affair = context.alertState(district, matter);
            if (affair.isEmpty()) {
                context.store().delete(NotificationTables.GROUP_MEMBERS, key + "/" + matter);
                continue;
            }
            AlertStateEditor dossier = AlertStateEditor.of(affair.get());
            if (!evaluateMember(routing.get(), dossier, recipient.get(), gate, round)) {
                context.store().delete(NotificationTables.GROUP_MEMBERS, key + "/" + matter);
                save(routing.get(), dossier);
            }
        }
        if (!round.pending.isEmpty() || group.memberRemoved()) {
            publishNotice(key, group, routing.get(), recipient.get(), round);
        } else if (round.members.isEmpty()) {
            context.timers().delete(NotificationTimerIndex.GROUPS, key);
        } else {
            publishUpdate(group, routing.get(), recipient.get(), round);
            context.timers().put(NotificationTimerIndex.GROUPS, key, group.withDue(AlertState.NEVER));
        }
    }

    /** Sends an update about its members; the interval to the next news does not count from it. */
    private void publishUpdate(AlertGroup group, RoutingConfig routing, Recipient recipient, GroupFlush round) {
        Alert.AlertStatus status = groupStatus(round.members);
        List<AlertState> affairs =
                round.members.stream().map(d -> d.toState(Optional.of(routing))).toList();
        String because = group.route() + "; group of " + affairs.size() + "; other reasons";
        publisher.publishUpdate(
                routing,
                recipient,
                new NoticePublisher.NoticeRequest(
                        group.subject(), NoticeStage.UPDATED, status, affairs, round.suppressed, because));
    }

    /** What comes together for one notice. */
    private static final class GroupFlush {
        final List<AlertStateEditor> members = new ArrayList<>();
        final List<RecipientState.PendingNotification> pending = new ArrayList<>();
        /** The members that are shown as they were told: nothing that came since may be said of them. */
        final Set<String> suppressed = new HashSet<>();
    }

    /**
     * What came between since it joined has its say: who is held by now does not come with the others, or, where he was told,
     * as he was told.
     *
     * @return whether it stays a member
     */
    private boolean evaluateMember(
            RoutingConfig routing,
            AlertStateEditor dossier,
            Recipient recipient,
            SuppressionRules gate,
            GroupFlush round) {
        RecipientState line = dossier.recipients().get(recipient.id());
        Optional<RecipientState.Suppression> hold = gate.check(routing, dossier, recipient, line);
        boolean stays = line.wasNotifiedActive() || line.pending().isEmpty() || hold.isEmpty();
        if (hold.isEmpty()) {
            line.pending().ifPresent(round.pending::add);
        } else if (line.pending().isPresent()) {
            if (!hold.get().isAlreadyRecorded(line.suppression())) {
                publisher.record(recipient, dossier.alert(), hold.get());
            }
            RecipientState held = line.withSuppression(hold.get());
            dossier.recipients().put(recipient.id(), line.wasNotifiedActive() ? held : held.withGroup(""));
        }
        if (stays) {
            round.members.add(dossier);
            if (hold.isPresent()) {
                round.suppressed.add(dossier.alert().id());
                save(routing, dossier);
            }
        }
        return stays;
    }

    private void publishNotice(
            String key, AlertGroup group, RoutingConfig routing, Recipient recipient, GroupFlush round) {
        Alert.AlertStatus status = groupStatus(round.members);
        NoticeStage stage = switch (status) {
            case CLOSED -> NoticeStage.CLOSED;
            case WITHDRAWN -> NoticeStage.WITHDRAWN;
            default ->
                round.pending.stream()
                        .map(RecipientState.PendingNotification::stage)
                        .filter(STAGE_PRIORITY::contains)
                        .min(Comparator.comparing(STAGE_PRIORITY::indexOf))
                        .orElse(NoticeStage.CORRECTED);
        };
        List<AlertState> affairs =
                round.members.stream().map(d -> d.toState(Optional.of(routing))).toList();
        String because = group.route() + "; group of " + affairs.size();
        publisher.publish(
                routing,
                recipient,
                new NoticePublisher.NoticeRequest(group.subject(), stage, status, affairs, round.suppressed, because));
        boolean over = status == Alert.AlertStatus.CLOSED || status == Alert.AlertStatus.WITHDRAWN;
        for (AlertStateEditor dossier : round.members) {
            Alert matter = dossier.alert();
            if (round.suppressed.contains(matter.id())) {
                continue;
            }
            RecipientState told = dossier.recipients().get(recipient.id()).notified(matter.status(), context.now());
            dossier.recipients().put(recipient.id(), matter.isOver() ? told.withGroup("") : told);
            if (matter.isOver()) {
                context.store().delete(NotificationTables.GROUP_MEMBERS, key + "/" + matter.id());
            }
            save(routing, dossier);
        }
        if (over) {
            context.timers().delete(NotificationTimerIndex.GROUPS, key);
        } else {
            context.timers().put(NotificationTimerIndex.GROUPS, key, group.asNotified(context.now()));
        }
    }

    private static Alert.AlertStatus groupStatus(List<AlertStateEditor> members) {
        List<Alert.AlertStatus> all =
                members.stream().map(d -> d.alert().status()).toList();
        for (Alert.AlertStatus live : List.of(Alert.AlertStatus.OPEN, Alert.AlertStatus.EXPECTED)) {
            if (all.contains(live)) {
                return live;
            }
        }
        return all.isEmpty() || all.contains(Alert.AlertStatus.CLOSED)
                ? Alert.AlertStatus.CLOSED
                : Alert.AlertStatus.WITHDRAWN;
    }

    /** After a change of the documents: the recipient, or all that it could be told of, is gone. */
    void removeIfEmpty(String key) {
        boolean told = context.store()
                .get(NotificationTables.GROUPS, key)
                .flatMap(AlertGroup::lastNotifiedAt)
                .isPresent();
        if (told && members(key).isEmpty()) {
            remove(key);
        }
    }

    /** The recipient is no more, or may know nothing. */
    void remove(String key) {
        AlertGroup group = context.store().get(NotificationTables.GROUPS, key).orElseThrow();
        String district = key.substring(0, key.indexOf('/'));
        context.store()
                .scan(
                        NotificationTables.GROUP_MEMBERS,
                        key + "/",
                        (row, mark) -> context.store().delete(NotificationTables.GROUP_MEMBERS, row));
        publisher.remove(district + "/" + group.recipient() + "/" + group.subject());
        context.timers().delete(NotificationTimerIndex.GROUPS, key);
    }

    private void save(RoutingConfig routing, AlertStateEditor dossier) {
        context.timers().put(NotificationTimerIndex.ALERTS, dossier.key(), dossier.toState(Optional.of(routing)));
    }
}
