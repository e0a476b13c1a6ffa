package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.event.DistrictKey;
import org.postwatch.notification.model.Alert;

/**
 * Suppresses what is unknown because a feed is silent, for recipients who know of that silence, until the feed has returned
 * and had time to report what happened meanwhile.
 */
final class FeedOutageStep implements WithholdStep {
    /** The longest wait for a feed that has returned, so that it can report what happened while it was silent. */
    static final Duration RECOVERY_GRACE = Duration.ofMinutes(1);
    /** An alert is released when it has not changed for this long after the feed returned. */
    static final Duration RECOVERY_SETTLE_TIME = Duration.ofSeconds(10);

    private final NotificationContext context;

    FeedOutageStep(NotificationContext context) {
        this.context = context;
    }

    @Override
    public Optional<Decision.Suppress> decide(DecisionInput input) {
        Alert alert = input.alert();
        Set<String> feeds = new TreeSet<>(alert.silentFeeds());
        input.state()
                .suppression()
                .filter(earlier -> earlier.rule().equals(WithheldReason.SILENT_FEED))
                .map(RecipientState.Suppression::feed)
                .ifPresent(feeds::add);
        for (String feed : feeds) {
            Optional<AlertState> outage = context.store()
                    .get(NotificationTables.SILENT_FEEDS, new DistrictKey(alert.district(), feed))
                    .flatMap(ref -> context.alertState(alert.district(), ref.alertId()));
            if (outage.isEmpty()) {
                continue;
            }
            RecipientState known =
                    outage.get().recipients().get(input.recipient().id());
            Instant until = suppressedUntil(input.editor(), feed, outage.get(), known);
            if (until.isAfter(context.now()) && knowsOfOutage(known)) {
                return Optional.of(new Decision.Suppress(new WithheldReason.FeedOutage(feed), until));
            }
        }
        return Optional.empty();
    }

    private Instant suppressedUntil(AlertStateEditor editor, String feed, AlertState outage, RecipientState known) {
        return switch (outage.alert().status()) {
            // An outage may be withdrawn as well: what follows from that arrives right after it.
            case CLOSED, WITHDRAWN -> recoveredAt(editor, outage.changedAt());
            case OPEN, EXPECTED ->
                !editor.alert().silentFeeds().contains(feed)
                        ? context.now()
                        : isNotYetNotified(known) ? context.now().plus(RECOVERY_GRACE) : AlertState.NEVER;
        };
    }

    private static Instant recoveredAt(AlertStateEditor editor, Instant returned) {
        Instant last = editor.changedAt().isAfter(returned) ? editor.changedAt() : returned;
        Instant settled = last.plus(RECOVERY_SETTLE_TIME);
        Instant latest = returned.plus(RECOVERY_GRACE);
        return settled.isBefore(latest) ? settled : latest;
    }

    /** Whether the recipient was notified of the outage, or will be when the group wait ends. */
    private static boolean knowsOfOutage(RecipientState known) {
        return known != null
                && (known.lastNotifiedStatus().isPresent()
                        || known.isSuppressedBy(WithheldReason.GROUP_WAIT)
                        || known.isSuppressedBy(WithheldReason.ALREADY_OVER));
    }

    /** The group wait may end in quiet hours or in a silence: then the recipient is not notified of the outage after all. */
    private static boolean isNotYetNotified(RecipientState known) {
        return known != null && known.lastNotifiedStatus().isEmpty();
    }
}
