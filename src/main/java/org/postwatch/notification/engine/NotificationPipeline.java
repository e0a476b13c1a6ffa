package org.postwatch.notification.engine;

import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.route.RoutingConfig;

/**
 * The steps from an alert to its notices, in their order. The first ones say what each recipient is to be notified of; then
 * it is decided for each of them whether, when and how: the first step that withholds it decides. What is left is redacted
 * and published.
 */
final class NotificationPipeline {
    private final RouteStep route;
    private final EndStep end;
    private final RerouteStep reroute;
    private final AcknowledgeStep acknowledge;
    private final EscalateStep escalate;
    private final RepeatStep repeat;
    private final NotificationDecider decide;
    private final UpdateStep update;
    private final GroupPublisher groupPublisher;

    NotificationPipeline(
            NotificationContext context,
            SilenceStore silences,
            AlertGroups groups,
            DigestScheduler digests,
            NoticePublisher publisher,
            DisclosureLog disclosures) {
        WithholdStep withhold = WithholdStep.firstOf(
                new PolicyStep(),
                new SilenceStep(silences).unlessUrgent(),
                new FeedOutageStep(context).unlessUrgent(),
                new QuietHoursStep(context).unlessUrgent());
        decide = new NotificationDecider(
                context, withhold, new GroupStep(context), groups, digests, publisher, disclosures);
        groupPublisher = new GroupPublisher(context, groups, withhold, publisher, disclosures);
        route = new RouteStep(context, decide);
        end = new EndStep(groups, digests, disclosures, decide);
        reroute = new RerouteStep(groups, disclosures, decide, route);
        acknowledge = new AcknowledgeStep(context);
        escalate = new EscalateStep(context);
        repeat = new RepeatStep(context, disclosures);
        update = new UpdateStep(context, silences, groups, publisher);
    }

    /** The alert opened, changed or ended. */
    void onChange(RoutingConfig routing, AlertStateEditor editor, NoticeStage stage) {
        if (editor.alert().isOver()) {
            end.apply(routing, editor);
        } else if (stage != NoticeStage.UPDATED) {
            route.apply(routing, editor, stage);
        } else if (!editor.isRouted()) {
            route.apply(routing, editor, NoticeStage.OPENED);
        } else {
            update.schedule(editor);
        }
        decide.apply(routing, editor);
        update.apply(routing, editor);
    }

    /** Something of the alert is due. */
    void onTimer(RoutingConfig routing, AlertStateEditor editor) {
        acknowledge.expire(editor);
        escalate.apply(editor);
        repeat.apply(routing, editor);
        decide.apply(routing, editor);
        update.apply(routing, editor);
    }

    /** An operator acknowledged the alert. */
    void onAcknowledgement(RoutingConfig routing, AlertStateEditor editor, AlertState.Acknowledgement acknowledgement) {
        acknowledge.apply(routing, editor, acknowledgement);
        decide.apply(routing, editor);
    }

    /** The routing of the district changed. */
    void onRoutingChange(RoutingConfig routing, AlertStateEditor editor) {
        reroute.apply(routing, editor);
        decide.apply(routing, editor);
    }

    /** The recipient counts as never notified of the alert. */
    void removeRecipient(AlertStateEditor editor, String recipient) {
        decide.removeRecipient(editor, recipient);
    }

    /** The notice of a group may be due. */
    void onGroupTimer(NoticeKey groupKey) {
        groupPublisher.publishIfDue(groupKey);
    }
}
