package org.postwatch.incident;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.event.EventType;
import org.postwatch.text.WireName;

/** The kinds of incident. Facts follow from events and plan; history records what was published when. */
public enum IncidentKind implements WireName {
    COVERAGE(Lifecycle.DERIVED),
    ENTRANCE_UNWATCHED(Lifecycle.DERIVED),
    NO_SHOW(Lifecycle.DERIVED),
    FEED_SILENT(Lifecycle.DERIVED),
    AGREEMENT_LAPSING(Lifecycle.DERIVED),
    BUZZER_UNANSWERED(Lifecycle.SELF_CLOSING),
    ENTRANCE_FORCED(Lifecycle.OPERATOR_CLOSABLE),
    WEAPON_SEEN(Lifecycle.URGENT),
    PANIC(Lifecycle.URGENT),
    /** Lists the urgent reports of one kind, feed, campus and minute that have no incident of their own. */
    MANY_REPORTS(Lifecycle.URGENT),
    /** A canary passed the pipeline, which works; not an incident of a campus. */
    WATCHDOG(Lifecycle.SELF_CLOSING);

    private enum Lifecycle {
        /** Implied by evidence and plan. */
        DERIVED,
        /** History that closes without an operator. */
        SELF_CLOSING,
        /** History that an operator may end. */
        OPERATOR_CLOSABLE,
        /** History that only an operator ends, and that waits for nothing. */
        URGENT
    }

    private final Lifecycle lifecycle;

    IncidentKind(Lifecycle nature) {
        this.lifecycle = nature;
    }

    public static Optional<IncidentKind> find(String wireName) {
        return WireName.find(IncidentKind.class, wireName);
    }

    public boolean isDerived() {
        return lifecycle == Lifecycle.DERIVED;
    }

    /** An operator may say that it is over. */
    public boolean isOperatorClosable() {
        return lifecycle == Lifecycle.OPERATOR_CLOSABLE || lifecycle == Lifecycle.URGENT;
    }

    /** Its notices never wait: they are never grouped, quieted, silenced or held. */
    public boolean isUrgent() {
        return lifecycle == Lifecycle.URGENT;
    }

    /**
     * The kind of incident that an urgent event opens: the one with the event type's short name.
     *
     * @throws IllegalArgumentException when no kind has that name
     */
    public static IncidentKind ofUrgentEvent(EventType type) {
        return find(type.shortName())
                .filter(IncidentKind::isUrgent)
                .orElseThrow(() ->
                        new IllegalArgumentException("no urgent kind of incident is named '" + type.shortName() + "'"));
    }

    /** The wire names of all that have a property. */
    public static Set<String> wireNames(Predicate<IncidentKind> property) {
        return Stream.of(values()).filter(property).map(IncidentKind::wireName).collect(Collectors.toUnmodifiableSet());
    }
}
