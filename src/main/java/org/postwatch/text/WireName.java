package org.postwatch.text;

import java.util.Optional;

/** An enum whose constants have names in topics, documents, metrics and logs. */
public interface WireName {
    /** The name in Java in lower case and with hyphens, as {@code operator-action}, unless an enum has other names. */
    default String wireName() {
        return DerivedWireNames.of((Enum<?>) this);
    }

    /** The constant with a wire name; empty if there is none. */
    static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, String wireName) {
        for (E constant : type.getEnumConstants()) {
            if (constant.wireName().equals(wireName)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
