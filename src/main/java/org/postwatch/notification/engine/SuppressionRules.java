package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;

/**
 * What stands between a recipient and the news of a matter, in the order in which it is asked: the policy, a silence, a
 * silent feed, quiet hours. Nothing but the policy stands in the way of what is urgent, and of what settles a matter.
 */
final class SuppressionRules {
    static final String SILENT_FEED = "silent feed";
    static final String QUIET_HOURS = "quiet hours";
    /** The longest wait for a feed that has returned, so that it can report what happened while it was silent. */
    static final Duration FEED_RECOVERY_GRACE = Duration.ofMinutes(1);
    /** A matter is released when it has not changed for this long after the feed returned. */
    static final Duration FEED_RECOVERY_SETTLE_TIME = Duration.ofSeconds(10);

    private final NotificationContext context;
    private final SilenceStore silences;

    SuppressionRules(NotificationContext office, SilenceStore silences) {
        this.context = office;
        this.silences = silences;
    }

    /** What must wait, and why; empty when nothing stands in the way. */
    Optional<RecipientState.Suppression> check(
            RoutingConfig routing, AlertStateEditor dossier, Recipient recipient, RecipientState line) {
        Alert matter = dossier.alert();
        Optional<RecipientState.Suppression> refusal = findDenial(routing, recipient, matter);
        boolean always = matter.isUrgent()
                || line.pending()
                        .filter(RecipientState.PendingNotification::bypassesSuppression)
                        .isPresent();
        if (refusal.isPresent() || always) {
            return refusal;
        }
        return silences.findSuppression(matter)
                .or(() -> checkSilentFeeds(dossier, recipient, line))
                .or(() -> checkQuietHours(routing, matter, line));
    }

    /** Why the recipient may never know of it. */
    static Optional<RecipientState.Suppression> findDenial(RoutingConfig routing, Recipient recipient, Alert matter) {
        if (EngineAlerts.isDeliveryFailureOf(recipient.id(), matter)) {
            return Optional.of(new RecipientState.Suppression(
                    DisclosureRecord.DisclosureOutcome.DENIED,
                    "own failure",
                    "it is about this recipient's own deliveries",
                    AlertState.NEVER));
        }
        return routing.policy().decide(recipient, matter) instanceof PolicyDecision.Denied refused
                ? Optional.of(new RecipientState.Suppression(
                        DisclosureRecord.DisclosureOutcome.DENIED, refused.rule(), refused.reason(), AlertState.NEVER))
                : Optional.empty();
    }

    /** The silence that holds a matter back now. */
    Optional<RecipientState.Suppression> findSilence(Alert matter) {
        return matter.isUrgent() ? Optional.empty() : silences.findSuppression(matter);
    }

    /**
     * Recipients who know that a feed is silent are not notified of all that is unknown because of it, nor in the moment after its
     * return, while the feed reports what happened meanwhile.
     */
    private Optional<RecipientState.Suppression> checkSilentFeeds(
            AlertStateEditor dossier, Recipient recipient, RecipientState line) {
        Alert matter = dossier.alert();
        Set<String> feeds = new TreeSet<>(matter.silentFeeds());
        line.suppression()
                .filter(hold -> hold.rule().equals(SILENT_FEED))
                .map(RecipientState.Suppression::feed)
                .ifPresent(feeds::add);
        for (String feed : feeds) {
            Optional<AlertState> silence = context.store()
                    .get(NotificationTables.SILENT_FEEDS, matter.district() + "/" + feed)
                    .flatMap(mark -> context.alertState(matter.district(), mark.alertId()));
            if (silence.isEmpty()) {
                continue;
            }
            RecipientState told = silence.get().recipients().get(recipient.id());
            Instant until = suppressedUntil(dossier, feed, silence.get(), told);
            if (until.isAfter(context.now()) && knowsOfSilence(told)) {
                return Optional.of(RecipientState.Suppression.forFeed(
                        until, feed, "feed '" + feed + "' is silent, which the recipient was notified of"));
            }
        }
        return Optional.empty();
    }

    private Instant suppressedUntil(AlertStateEditor dossier, String feed, AlertState silence, RecipientState told) {
        return switch (silence.alert().status()) {
            // Also after a silence that was withdrawn: what follows from that comes right after it.
            case CLOSED, WITHDRAWN -> recoveredAt(dossier, silence.changedAt());
            case OPEN, EXPECTED ->
                !dossier.alert().silentFeeds().contains(feed)
                        ? context.now()
                        : isNotYetNotified(told) ? context.now().plus(FEED_RECOVERY_GRACE) : AlertState.NEVER;
        };
    }

    /** A feed has reported all that matters here when the matter has not changed for a moment; the wait is bounded. */
    private static Instant recoveredAt(AlertStateEditor dossier, Instant heard) {
        Instant last = dossier.changedAt().isAfter(heard) ? dossier.changedAt() : heard;
        Instant settled = last.plus(FEED_RECOVERY_SETTLE_TIME);
        Instant latest = heard.plus(FEED_RECOVERY_GRACE);
        return settled.isBefore(latest) ? settled : latest;
    }

    /** He was told of the silence, or will be as soon as its group's pause is over. */
    private static boolean knowsOfSilence(RecipientState line) {
        return line != null
                && (line.lastNotifiedStatus().isPresent()
                        || line.isSuppressedBy(AlertGrouper.GROUP_WAIT)
                        || line.isSuppressedBy(NotificationDecider.ALREADY_OVER));
    }

    /** A group's pause may end in quiet hours, or in a silence: then he is not told of the feed after all. */
    private static boolean isNotYetNotified(RecipientState line) {
        return line != null && line.lastNotifiedStatus().isEmpty();
    }

    private Optional<RecipientState.Suppression> checkQuietHours(
            RoutingConfig routing, Alert matter, RecipientState line) {
        return routing.route(line.route())
                .flatMap(Route::quietHours)
                .flatMap(quiet -> quiet.endOfCurrent(context.now(), matter, routing))
                .map(end -> RecipientState.Suppression.suppressedUntil(
                        end,
                        QUIET_HOURS,
                        "quiet hours of " + line.route() + " until "
                                + end.atZone(routing.zoneOf(matter)).toLocalTime()));
    }
}
