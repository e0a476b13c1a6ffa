package org.postwatch.notification.engine;

import java.util.List;
import java.util.Optional;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/** Decides about every recipient that has a pending notification, and does what was decided. */
final class NotificationDecider {
    private final NotificationContext context;
    private final WithholdStep withhold;
    private final GroupStep grouping;
    private final AlertGroups groups;
    private final DigestScheduler digests;
    private final NoticePublisher publisher;
    private final DisclosureLog disclosures;

    NotificationDecider(
            NotificationContext context,
            WithholdStep withhold,
            GroupStep grouping,
            AlertGroups groups,
            DigestScheduler digests,
            NoticePublisher publisher,
            DisclosureLog disclosures) {
        this.context = context;
        this.withhold = withhold;
        this.grouping = grouping;
        this.groups = groups;
        this.digests = digests;
        this.publisher = publisher;
        this.disclosures = disclosures;
    }

    void apply(RoutingConfig routing, AlertStateEditor editor) {
        for (String id : List.copyOf(editor.recipients().keySet())) {
            RecipientState state = editor.recipients().get(id);
            Recipient recipient = routing.recipients().get(id);
            if (recipient == null) {
                removeRecipient(editor, id);
            } else if (state.pending().isPresent()) {
                DecisionInput input = new DecisionInput(routing, editor, recipient, state);
                editor.recipients().put(id, decide(input).applyTo(input, this));
            }
        }
    }

    private Decision decide(DecisionInput input) {
        return withhold.decide(input)
                .map(Decision.class::cast)
                .or(() -> grouping.decide(input))
                .orElseGet(Decision.NotifyNow::new);
    }

    RecipientState notifyNow(DecisionInput input) {
        RecipientState state = input.state();
        groups.removeMember(input.alert(), input.recipient().id(), state);
        publisher.publish(
                input.routing(),
                input.recipient(),
                new NoticeRequest(
                        input.alert().id(),
                        state.pending().orElseThrow().stage(),
                        input.alert().status(),
                        List.of(input.editor().toState(Optional.of(input.routing()))),
                        NoticeCause.pending(state)));
        return state.withGroup("").notified(input.alert().status(), context.now());
    }

    RecipientState joinGroup(DecisionInput input, Decision.JoinGroup decision) {
        RecipientState state = input.state();
        String recipient = input.recipient().id();
        if (!state.group().equals(decision.name())) {
            groups.removeMember(input.alert(), recipient, state);
        }
        NoticeKey key = AlertGroups.key(input.alert(), recipient, decision.name());
        WithheldReason reason = new WithheldReason.AwaitingGroup(
                decision.group().route(), groups.add(key, decision.group(), input.alert()));
        return disclosures
                .recordOnce(input.recipient(), input.alert(), state, new Decision.Suppress(reason, AlertState.NEVER))
                .withGroup(decision.name());
    }

    RecipientState suppress(DecisionInput input, Decision.Suppress decision) {
        RecipientState suppressed = disclosures.recordOnce(input.recipient(), input.alert(), input.state(), decision);
        if (input.state().wasNotifiedActive()) {
            return suppressed;
        }
        groups.removeMember(input.alert(), input.recipient().id(), input.state());
        return suppressed.withGroup("");
    }

    RecipientState deny(DecisionInput input, Decision.Deny decision) {
        disclosures.recordOnce(input.recipient(), input.alert(), input.state(), decision);
        return revoke(input, decision);
    }

    /** Removes the notice that the recipient had of the alert: it counts as never notified. */
    RecipientState revoke(DecisionInput input, Decision.Deny decision) {
        String recipient = input.recipient().id();
        groups.removeMember(input.alert(), recipient, input.state());
        publisher.remove(
                new NoticeKey(input.alert().district(), recipient, input.alert().id()));
        return input.state().reset(RecipientState.Suppression.of(decision));
    }

    RecipientState skip(DecisionInput input, Decision.Skip decision) {
        disclosures.recordWithheld(input.recipient(), input.alert(), decision);
        if (decision.reason().inDigest()) {
            digests.add(input.routing(), input.recipient(), input.alert());
        }
        return input.state().dropPending(RecipientState.Suppression.of(decision));
    }

    void removeRecipient(AlertStateEditor editor, String recipient) {
        groups.removeMember(editor.alert(), recipient, editor.recipients().get(recipient));
        editor.recipients().remove(recipient);
    }
}
