package org.postwatch.topology;

import java.util.Set;
import org.postwatch.event.EventType;
import org.postwatch.incident.Kind;
import org.postwatch.routing.Command;
import org.postwatch.watch.Verdict.SetAside;

/** Both applications read what operators say; each of them sets aside only what is its own. */
public final class Whose {
    static final SetAside WRONG_TOPIC = new SetAside("wrong-topic", "commands belong to " + Topics.COMMANDS);
    static final SetAside CONDUCT_HERE = new SetAside(
            "wrong-topic", "conduct belongs to " + Topics.CONDUCT_EVENTS + ", which has rights of its own");

    /** History that an operator closes in COVERAGE. */
    private static final Set<String> RESOLVED_BY_COVERAGE = Kind.names(Kind::isClosedByOperators);

    private Whose() {}

    /** Who may write to one topic only would otherwise speak on all. */
    static SetAside wrongTopic(EventType type) {
        return new SetAside("wrong-topic", type.wireName() + " belongs to " + Topics.of(type));
    }

    /** COVERAGE answers it; everything else is for ROUTING. */
    public static boolean isOfCoverage(Command command) {
        return command instanceof Command.Resolve resolve
                && RESOLVED_BY_COVERAGE.contains(resolve.incident().split("/", 2)[0]);
    }
}
