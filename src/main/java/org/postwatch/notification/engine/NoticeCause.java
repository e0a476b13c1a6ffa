package org.postwatch.notification.engine;

import org.postwatch.notification.engine.AlertState.EscalationStepState;
import org.postwatch.notification.model.DurationFormat;

/** The causes of notices as text: the path of the route, and what made the notice due. All of them are rendered here. */
final class NoticeCause {
    static final String ROUTING_CHANGED = "routing changed";
    static final String DIGEST = "digest of alerts that closed before notification";
    private static final String REASONS_CHANGED = "; reasons changed";

    private NoticeCause() {}

    static String escalated(EscalationStepState step) {
        return "escalation step " + step.number() + ", unacknowledged for "
                + DurationFormat.format(step.afterOpening());
    }

    static String pending(RecipientState state) {
        String cause = state.pending().orElseThrow().cause();
        return state.route() + (cause.isEmpty() ? "" : "; " + cause);
    }

    static String update(RecipientState state) {
        return state.route() + REASONS_CHANGED;
    }

    static String group(AlertGroup group, int alerts) {
        return group.route() + "; group of " + alerts;
    }

    static String groupUpdate(AlertGroup group, int alerts) {
        return group(group, alerts) + REASONS_CHANGED;
    }

    static String watchdog(String canary) {
        return "a canary of '" + canary + "' came through";
    }

    static String resent(String cause) {
        return prefixed("resent: ", cause);
    }

    static String redacted(String cause) {
        return prefixed("redacted by the current policy: ", cause);
    }

    /** A notice that is published again twice is marked once. */
    private static String prefixed(String prefix, String cause) {
        return cause.startsWith(prefix) ? cause : prefix + cause;
    }
}
