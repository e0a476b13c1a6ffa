package org.postwatch.notification.engine;

import java.time.Instant;
import org.postwatch.notification.model.DisclosureRecord.DisclosureOutcome;

/** The decision about a recipient's pending notification. */
sealed interface Decision {
    /** Does what was decided and returns what the recipient knows then. */
    RecipientState applyTo(DecisionInput input, NotificationDecider decider);

    /** A notice of its own is published now. */
    record NotifyNow() implements Decision {
        @Override
        public RecipientState applyTo(DecisionInput input, NotificationDecider decider) {
            return decider.notifyNow(input);
        }
    }

    /**
     * It is part of its group's next notice.
     *
     * @param name the group's, within those of the recipient
     * @param group as it is before the alert joins; perhaps new
     */
    record JoinGroup(String name, AlertGroup group) implements Decision {
        @Override
        public RecipientState applyTo(DecisionInput input, NotificationDecider decider) {
            return decider.joinGroup(input, this);
        }
    }

    /** The recipient is not notified, or not yet; this is recorded with its reason. */
    sealed interface Withhold extends Decision {
        DisclosureOutcome outcome();

        WithheldReason reason();

        /** When it is decided again, at the latest. */
        Instant until();
    }

    record Suppress(WithheldReason reason, Instant until) implements Withhold {
        @Override
        public DisclosureOutcome outcome() {
            return DisclosureOutcome.SUPPRESSED;
        }

        @Override
        public RecipientState applyTo(DecisionInput input, NotificationDecider decider) {
            return decider.suppress(input, this);
        }
    }

    /** The recipient must not know of the alert. */
    record Deny(WithheldReason reason) implements Withhold {
        @Override
        public DisclosureOutcome outcome() {
            return DisclosureOutcome.DENIED;
        }

        @Override
        public Instant until() {
            return AlertState.NEVER;
        }

        @Override
        public RecipientState applyTo(DecisionInput input, NotificationDecider decider) {
            return decider.deny(input, this);
        }
    }

    /** The alert ended before the recipient was notified of it. */
    record Skip(WithheldReason.AlreadyOver reason) implements Withhold {
        @Override
        public DisclosureOutcome outcome() {
            return DisclosureOutcome.SKIPPED;
        }

        @Override
        public Instant until() {
            return AlertState.NEVER;
        }

        @Override
        public RecipientState applyTo(DecisionInput input, NotificationDecider decider) {
            return decider.skip(input, this);
        }
    }
}
