package org.postwatch.notification.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/** Publishes the notice of a group when it is due, with every member that nothing withholds then. */
final class GroupPublisher {
    /** The stage of a group's notice is that of its members which is first here. */
    private static final List<NoticeStage> STAGE_PRIORITY = List.of(
            NoticeStage.OPENED,
            NoticeStage.ESCALATED,
            NoticeStage.EXPECTED,
            NoticeStage.CORRECTED,
            NoticeStage.ACKNOWLEDGED,
            NoticeStage.REPEATED);

    private final NotificationContext context;
    private final AlertGroups groups;
    private final WithholdStep withhold;
    private final NoticePublisher publisher;
    private final DisclosureLog disclosures;

    GroupPublisher(
            NotificationContext context,
            AlertGroups groups,
            WithholdStep withhold,
            NoticePublisher publisher,
            DisclosureLog disclosures) {
        this.context = context;
        this.groups = groups;
        this.withhold = withhold;
        this.publisher = publisher;
        this.disclosures = disclosures;
    }

    void publishIfDue(NoticeKey key) {
        Optional<AlertGroup> due = context.store()
                .get(NotificationTables.GROUPS, key)
                .filter(group -> !group.due().isAfter(context.now()));
        if (due.isEmpty()) {
            return;
        }
        Optional<RoutingConfig> routing = context.routing(key.recipient().district());
        Optional<Recipient> recipient =
                routing.map(known -> known.recipients().get(due.get().recipient()));
        if (recipient.isEmpty()) {
            groups.remove(key);
        } else {
            new GroupFlush(key, due.get(), routing.get(), recipient.get()).publish();
        }
    }

    private final class GroupFlush {
        private final NoticeKey key;
        private final AlertGroup group;
        private final RoutingConfig routing;
        private final Recipient recipient;
        private final List<AlertStateEditor> members = new ArrayList<>();
        private final List<RecipientState.PendingNotification> pending = new ArrayList<>();
        /** Members that are shown as in the last notice: the recipient is not notified of what has changed since. */
        private final Set<String> suppressed = new HashSet<>();

        GroupFlush(NoticeKey key, AlertGroup group, RoutingConfig routing, Recipient recipient) {
            this.key = key;
            this.group = group;
            this.routing = routing;
            this.recipient = recipient;
        }

        void publish() {
            for (String alertId : groups.members(key)) {
                Optional<AlertState> state = context.alertState(routing.district(), alertId);
                if (state.isEmpty()) {
                    context.store().delete(NotificationTables.GROUP_MEMBERS, new GroupMemberKey(key, alertId));
                } else {
                    addMember(AlertStateEditor.of(state.get()));
                }
            }
            if (!pending.isEmpty() || group.memberRemoved()) {
                publishNotice();
            } else if (members.isEmpty()) {
                context.store().delete(NotificationTables.GROUPS, key);
            } else {
                // The interval to the next notice does not count from an update.
                publisher.publishUpdate(routing, recipient, request(NoticeStage.UPDATED));
                context.store().put(NotificationTables.GROUPS, key, group.withDue(AlertState.NEVER));
            }
        }

        /**
         * Asks again what withholds the alert, as this may have changed since it joined. If something does, the alert leaves the
         * group, or is shown as in the last notice if the recipient was notified of it.
         */
        private void addMember(AlertStateEditor editor) {
            RecipientState state = editor.recipients().get(recipient.id());
            Optional<? extends Decision.Withhold> withheld =
                    withhold.decide(new DecisionInput(routing, editor, recipient, state));
            if (withheld.isEmpty()) {
                state.pending().ifPresent(pending::add);
                members.add(editor);
                return;
            }
            if (state.pending().isPresent()) {
                RecipientState updated = disclosures.recordOnce(recipient, editor.alert(), state, withheld.get());
                editor.recipients().put(recipient.id(), state.wasNotifiedActive() ? updated : updated.withGroup(""));
            }
            if (state.wasNotifiedActive() || state.pending().isEmpty()) {
                members.add(editor);
                suppressed.add(editor.alert().id());
            } else {
                context.store()
                        .delete(
                                NotificationTables.GROUP_MEMBERS,
                                new GroupMemberKey(key, editor.alert().id()));
            }
            context.save(editor);
        }

        private void publishNotice() {
            Alert.AlertStatus status = status();
            publisher.publish(routing, recipient, request(stage(status)));
            for (AlertStateEditor editor : members) {
                Alert alert = editor.alert();
                if (suppressed.contains(alert.id())) {
                    continue;
                }
                RecipientState notified =
                        editor.recipients().get(recipient.id()).notified(alert.status(), context.now());
                editor.recipients().put(recipient.id(), alert.isOver() ? notified.withGroup("") : notified);
                if (alert.isOver()) {
                    context.store().delete(NotificationTables.GROUP_MEMBERS, new GroupMemberKey(key, alert.id()));
                }
                context.save(editor);
            }
            if (status.isOver()) {
                context.store().delete(NotificationTables.GROUPS, key);
            } else {
                context.store().put(NotificationTables.GROUPS, key, group.asNotified(context.now()));
            }
        }

        private NoticeRequest request(NoticeStage stage) {
            List<AlertState> alerts = members.stream()
                    .map(editor -> editor.toState(Optional.of(routing)))
                    .toList();
            String cause = stage == NoticeStage.UPDATED
                    ? NoticeCause.groupUpdate(group, alerts.size())
                    : NoticeCause.group(group, alerts.size());
            return new NoticeRequest(group.subject(), stage, status(), alerts, suppressed, cause);
        }

        private NoticeStage stage(Alert.AlertStatus status) {
            return switch (status) {
                case CLOSED -> NoticeStage.CLOSED;
                case WITHDRAWN -> NoticeStage.WITHDRAWN;
                case OPEN, EXPECTED ->
                    pending.stream()
                            .map(RecipientState.PendingNotification::stage)
                            .filter(STAGE_PRIORITY::contains)
                            .min(Comparator.comparing(STAGE_PRIORITY::indexOf))
                            .orElse(NoticeStage.CORRECTED);
            };
        }

        /** Open while any member is; withdrawn if all were. */
        private Alert.AlertStatus status() {
            List<Alert.AlertStatus> all =
                    members.stream().map(editor -> editor.alert().status()).toList();
            return List.of(Alert.AlertStatus.OPEN, Alert.AlertStatus.EXPECTED, Alert.AlertStatus.CLOSED).stream()
                    .filter(all::contains)
                    .findFirst()
                    .orElse(all.isEmpty() ? Alert.AlertStatus.CLOSED : Alert.AlertStatus.WITHDRAWN);
        }
    }
}
