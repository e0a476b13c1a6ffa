package org.postwatch.notification.engine;

import java.time.Instant;
import java.time.LocalTime;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.policy.PolicyDecision;

/** Why a recipient is not notified of an alert. Disclosure records have their rule and their text from here only. */
sealed interface WithheldReason {
    String SILENT_FEED = "silent feed";
    String GROUP_WAIT = "group";
    String ACKNOWLEDGED = "acknowledged";
    String ALREADY_OVER = "over";

    /** What decided, in a few words: the same for each reason of a kind, but for rules of the policy and silences. */
    String rule();

    /** A phrase that can be understood without the rule. */
    String text();

    /** The feed whose silence it is; empty for all other reasons. */
    default String feed() {
        return "";
    }

    /** The alert is about the recipient's own deliveries. */
    record OwnDeliveryFailure() implements WithheldReason {
        @Override
        public String rule() {
            return "own delivery failure";
        }

        @Override
        public String text() {
            return "the alert is about deliveries to this recipient";
        }
    }

    record DeniedByPolicy(PolicyDecision.Denied decision) implements WithheldReason {
        @Override
        public String rule() {
            return decision.rule();
        }

        @Override
        public String text() {
            return decision.reason();
        }
    }

    record Silenced(Silence silence) implements WithheldReason {
        static String rule(String silenceId) {
            return "silence " + silenceId;
        }

        @Override
        public String rule() {
            return rule(silence.id());
        }

        @Override
        public String text() {
            return "silenced by " + silence.createdBy() + " until " + silence.until() + ": " + silence.reason();
        }
    }

    /** What the alert says is unknown because a feed is silent, and the recipient was notified of that. */
    record FeedOutage(String feed) implements WithheldReason {
        @Override
        public String rule() {
            return SILENT_FEED;
        }

        @Override
        public String text() {
            return "feed '" + feed + "' is silent, which the recipient was notified of";
        }
    }

    /** @param end in the alert's time zone */
    record WithinQuietHours(String route, LocalTime end) implements WithheldReason {
        @Override
        public String rule() {
            return "quiet hours";
        }

        @Override
        public String text() {
            return "quiet hours of " + route + " until " + end;
        }
    }

    /** @param due when the group's next notice is */
    record AwaitingGroup(String route, Instant due) implements WithheldReason {
        @Override
        public String rule() {
            return GROUP_WAIT;
        }

        @Override
        public String text() {
            return "grouped by " + route + ", due at " + due;
        }
    }

    /** An acknowledged alert is not repeated. */
    record AlreadyAcknowledged(String by) implements WithheldReason {
        @Override
        public String rule() {
            return ACKNOWLEDGED;
        }

        @Override
        public String text() {
            return "not repeated: " + by + " has acknowledged it";
        }
    }

    /** @param inDigest whether the recipient's next digest lists it */
    record AlreadyOver(Alert.AlertStatus status, boolean inDigest) implements WithheldReason {
        @Override
        public String rule() {
            return ALREADY_OVER;
        }

        @Override
        public String text() {
            return "already " + status.wireName()
                    + (inDigest ? "; added to the digest" : "; the recipient is not notified");
        }
    }
}
