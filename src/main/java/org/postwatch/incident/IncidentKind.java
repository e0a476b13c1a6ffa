package org.postwatch.incident;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.event.EventType;

/** The kinds of incident. Facts follow from events and plan; history records what was published when. */
public enum IncidentKind {
    COVERAGE("coverage", Lifecycle.DERIVED),
    ENTRANCE_UNWATCHED("entrance-unwatched", Lifecycle.DERIVED),
    NO_SHOW("no-show", Lifecycle.DERIVED),
    FEED_SILENT("feed-silent", Lifecycle.DERIVED),
    AGREEMENT_LAPSING("agreement-lapsing", Lifecycle.DERIVED),
    BUZZER_UNANSWERED("buzzer-unanswered", Lifecycle.SELF_CLOSING),
    ENTRANCE_FORCED("entrance-forced", Lifecycle.OPERATOR_CLOSABLE),
    WEAPON_SEEN("weapon-seen", Lifecycle.URGENT),
    /** Lists the urgent reports of one feed at one campus in one minute that have no incident of their own. */
    MANY_REPORTS("many-reports", Lifecycle.URGENT),
    /** A canary came through: a sign of life, no incident of any campus. */
    WATCHDOG("watchdog", Lifecycle.SELF_CLOSING);

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

    private final String wireName;
    private final Lifecycle lifecycle;

    IncidentKind(String wireName, Lifecycle nature) {
        this.wireName = wireName;
        this.lifecycle = nature;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<IncidentKind> find(String wireName) {
        return Stream.of(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
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
        return Stream.of(values())
                .filter(kind -> kind.isUrgent() && kind.wireName.equals(type.shortName()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no urgent kind of incident is named '" + type.shortName() + "'"));
    }

    /** The wire names of all that have a property. */
    public static Set<String> wireNames(Predicate<IncidentKind> property) {
        return Stream.of(values()).filter(property).map(IncidentKind::wireName).collect(Collectors.toUnmodifiableSet());
    }
}
