package org.postwatch.incident;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds of incident. Facts are implied by evidence and plan; history is what was said when. */
public enum Kind {
    COVERAGE("coverage", Nature.FACT),
    ENTRANCE_UNWATCHED("entrance-unwatched", Nature.FACT),
    NO_SHOW("no-show", Nature.FACT),
    FEED_SILENT("feed-silent", Nature.FACT),
    AGREEMENT_LAPSING("agreement-lapsing", Nature.FACT),
    BUZZER_UNANSWERED("buzzer-unanswered", Nature.HISTORY),
    ENTRANCE_FORCED("entrance-forced", Nature.CLOSED_BY_OPERATORS),
    WEAPON_SEEN("weapon-seen", Nature.URGENT),
    /** Lists the urgent reports of one feed at one campus in one minute that have no incident of their own. */
    MANY_REPORTS("many-reports", Nature.URGENT),
    /** A canary came through: a sign of life, no incident of any campus. */
    WATCHDOG("watchdog", Nature.HISTORY);

    private enum Nature {
        /** Implied by evidence and plan. */
        FACT,
        /** What was said when; closes without an operator. */
        HISTORY,
        /** History that an operator may end. */
        CLOSED_BY_OPERATORS,
        /** History that only an operator ends, and that waits for nothing. */
        URGENT
    }

    private final String wireName;
    private final Nature nature;

    Kind(String wireName, Nature nature) {
        this.wireName = wireName;
        this.nature = nature;
    }

    public String wireName() {
        return wireName;
    }

    public boolean isFact() {
        return nature == Nature.FACT;
    }

    /** An operator may say that it is over. */
    public boolean isClosedByOperators() {
        return nature == Nature.CLOSED_BY_OPERATORS || nature == Nature.URGENT;
    }

    /** Its notices never wait: they are never grouped, quieted, silenced or held. */
    public boolean isUrgent() {
        return nature == Nature.URGENT;
    }

    /** The wire names of all that have a property. */
    public static Set<String> names(Predicate<Kind> property) {
        return Stream.of(values()).filter(property).map(Kind::wireName).collect(Collectors.toUnmodifiableSet());
    }
}
