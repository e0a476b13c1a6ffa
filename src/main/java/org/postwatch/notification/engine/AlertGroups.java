package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;

/** The groups of each recipient, their members, and when the next notice of each is due. */
final class AlertGroups {
    static final String SUBJECT_PREFIX = "~group/";

    private final NotificationContext context;
    private final NoticePublisher publisher;

    AlertGroups(NotificationContext context, NoticePublisher publisher) {
        this.context = context;
        this.publisher = publisher;
    }

    static NoticeKey key(Alert alert, String recipient, String name) {
        return new NoticeKey(alert.district(), recipient, name);
    }

    static Duration groupWait(RoutingConfig routing, AlertGroup group) {
        return routing.route(group.route())
                .flatMap(Route::group)
                .map(Route.Grouping::groupWait)
                .orElse(Duration.ZERO);
    }

    /** Adds an alert to a group, which may be new; returns when the group's next notice is due. */
    Instant add(NoticeKey key, AlertGroup group, Alert alert) {
        Instant next = nextNoticeAt(key, group);
        // What is due later is an update, which news does not wait for.
        AlertGroup waiting = group.due().isAfter(next) ? group.withDue(next) : group;
        context.store().put(NotificationTables.GROUPS, key, waiting);
        GroupMemberKey member = new GroupMemberKey(key, alert.id());
        if (context.store().get(NotificationTables.GROUP_MEMBERS, member).isEmpty()) {
            context.store().put(NotificationTables.GROUP_MEMBERS, member, new AlertRef(alert.id()));
        }
        return waiting.due();
    }

    /**
     * Not before the group interval has passed, and not before the group wait, so that alerts that change in the same moment
     * are in one notice.
     */
    private Instant nextNoticeAt(NoticeKey key, AlertGroup group) {
        Duration wait = context.routing(key.recipient().district())
                .map(routing -> groupWait(routing, group))
                .orElse(Duration.ZERO);
        Instant soonest = group.lastNotifiedAt().orElse(context.now()).plus(group.interval());
        Instant gathered = context.now().plus(wait);
        return soonest.isAfter(gathered) ? soonest : gathered;
    }

    /** The reasons of a member have changed: the group gets an update, which calls nobody. */
    void scheduleUpdate(Alert alert, String recipient, RecipientState state) {
        NoticeKey key = key(alert, recipient, state.group());
        context.store().get(NotificationTables.GROUPS, key).ifPresent(group -> {
            Instant soonest = context.now().plus(AlertState.MIN_UPDATE_INTERVAL);
            Instant next = nextNoticeAt(key, group);
            Instant due = next.isAfter(soonest) ? next : soonest;
            if (due.isBefore(group.due())) {
                context.store().put(NotificationTables.GROUPS, key, group.withDue(due));
            }
        });
    }

    /** Takes an alert out of the group's next notice; a group without members that was never notified is removed. */
    void removeMember(Alert alert, String recipient, RecipientState state) {
        if (state.group().isEmpty()) {
            return;
        }
        NoticeKey key = key(alert, recipient, state.group());
        context.store().delete(NotificationTables.GROUP_MEMBERS, new GroupMemberKey(key, alert.id()));
        context.store().get(NotificationTables.GROUPS, key).ifPresent(group -> {
            if (state.wasNotifiedActive()) {
                Instant due = group.due().equals(AlertState.NEVER) ? nextNoticeAt(key, group) : group.due();
                context.store().put(NotificationTables.GROUPS, key, group.withMemberRemoved(due));
            } else if (group.lastNotifiedAt().isEmpty() && members(key).isEmpty()) {
                context.store().delete(NotificationTables.GROUPS, key);
            }
        });
    }

    /** The ids of the alerts in a group. */
    List<String> members(NoticeKey key) {
        List<String> members = new ArrayList<>();
        context.store()
                .scan(
                        NotificationTables.GROUP_MEMBERS,
                        GroupMemberKey.prefix(key),
                        (row, ref) -> members.add(ref.alertId()));
        return members;
    }

    /** After a change of the routing: removes a group that was notified and has no members any more. */
    void removeIfEmpty(NoticeKey key) {
        boolean notified = context.store()
                .get(NotificationTables.GROUPS, key)
                .flatMap(AlertGroup::lastNotifiedAt)
                .isPresent();
        if (notified && members(key).isEmpty()) {
            remove(key);
        }
    }

    /** Removes a group with its notice: its recipient is removed or denied, or it has no members. */
    void remove(NoticeKey key) {
        AlertGroup group = context.store().get(NotificationTables.GROUPS, key).orElseThrow();
        context.store()
                .scan(
                        NotificationTables.GROUP_MEMBERS,
                        GroupMemberKey.prefix(key),
                        (row, ref) -> context.store().delete(NotificationTables.GROUP_MEMBERS, row));
        publisher.remove(new NoticeKey(key.recipient().district(), group.recipient(), group.subject()));
        context.store().delete(NotificationTables.GROUPS, key);
    }
}
