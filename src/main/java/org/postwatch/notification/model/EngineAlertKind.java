package org.postwatch.notification.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postwatch.text.WireName;

/** Kinds of alerts that the notification engine opens itself, in addition to those of incidents. */
public enum EngineAlertKind implements WireName {
    CONDUCT(AlertTrait.OPERATOR_CLOSABLE, AlertTrait.EXPIRES),
    DELIVERY_FAILED(AlertTrait.OPERATOR_CLOSABLE),
    /** The clocks of an instance and of a broker differ. */
    CLOCK_FAULT,
    /** Part of an input cannot be read. */
    INPUT_STUCK,
    SILENCE_ENDING(AlertTrait.NOT_SILENCEABLE),
    /** A mandatory denial of the disclosure policy was lifted. */
    MANDATORY_DENIAL_LIFTED(AlertTrait.OPERATOR_CLOSABLE, AlertTrait.EXPIRES, AlertTrait.NOT_SILENCEABLE),
    /** Not an alert itself: the list of the alerts that were over before a recipient was notified of them. */
    DIGEST(AlertTrait.NOT_SILENCEABLE);

    private enum AlertTrait {
        OPERATOR_CLOSABLE,
        EXPIRES,
        NOT_SILENCEABLE
    }

    private final Set<AlertTrait> traits;

    EngineAlertKind(AlertTrait... traits) {
        this.traits = traits.length == 0 ? EnumSet.noneOf(AlertTrait.class) : EnumSet.copyOf(List.of(traits));
    }

    /** Whether an operator may close it. */
    public boolean isOperatorClosable() {
        return traits.contains(AlertTrait.OPERATOR_CLOSABLE);
    }

    /** Whether it closes some time after it opened, even if no operator closes it. */
    public boolean isExpiring() {
        return traits.contains(AlertTrait.EXPIRES);
    }

    /** Whether silences apply to it. */
    public boolean isSilenceable() {
        return !traits.contains(AlertTrait.NOT_SILENCEABLE);
    }

    /** Empty for kinds of incidents. */
    public static Optional<EngineAlertKind> find(String wireName) {
        return WireName.find(EngineAlertKind.class, wireName);
    }

    /** The wire names of all that have a property. */
    static Set<String> wireNames(Predicate<EngineAlertKind> property) {
        return Arrays.stream(values())
                .filter(property)
                .map(EngineAlertKind::wireName)
                .collect(Collectors.toUnmodifiableSet());
    }
}
