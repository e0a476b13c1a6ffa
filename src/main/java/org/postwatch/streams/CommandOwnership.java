package org.postwatch.streams;

import java.util.Set;
import org.postwatch.event.EventType;
import org.postwatch.incident.IncidentKind;
import org.postwatch.notification.model.OperatorCommand;
import org.postwatch.state.ProcessingResult.Rejection;

/** Both applications read what operators say; each of them sets aside only what is its own. */
public final class CommandOwnership {
    static final Rejection COMMAND_ON_WRONG_TOPIC =
            new Rejection("wrong-topic", "commands belong to " + Topics.COMMANDS);
    static final Rejection CONDUCT_ON_WRONG_TOPIC = new Rejection(
            "wrong-topic", "conduct belongs to " + Topics.CONDUCT_EVENTS + ", which has rights of its own");

    /** History that an operator closes in COVERAGE. */
    private static final Set<String> KINDS_RESOLVED_BY_COVERAGE =
            IncidentKind.wireNames(IncidentKind::isOperatorClosable);

    private CommandOwnership() {}

    /** Who may write to one topic only would otherwise speak on all. */
    static Rejection wrongTopic(EventType type) {
        return new Rejection("wrong-topic", type.wireName() + " belongs to " + Topics.forType(type));
    }

    /** COVERAGE answers it; everything else is for NOTIFICATION. */
    public static boolean isHandledByCoverage(OperatorCommand command) {
        return command instanceof OperatorCommand.Resolve resolve
                && KINDS_RESOLVED_BY_COVERAGE.contains(resolve.incident().split("/", 2)[0]);
    }
}
