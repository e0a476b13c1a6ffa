package org.postwatch.intake.profile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.event.EventType;

/** Which type of event an entry of a profile makes. */
sealed interface EventTypeChoice {
    /** All types that it may give. */
    Collection<EventType> types();

    /** Always the same. */
    record Fixed(EventType type) implements EventTypeChoice {
        @Override
        public Collection<EventType> types() {
            return List.of(type);
        }
    }

    /**
     * By a value of the vendor. A value that is not listed is not of interest.
     *
     * @param by gives the value
     */
    record ByValue(CompiledExpression by, Map<String, EventType> byValue) implements EventTypeChoice {
        public ByValue {
            byValue = Map.copyOf(byValue);
        }

        @Override
        public Collection<EventType> types() {
            return byValue.values();
        }

        Optional<EventType> find(String value) {
            return Optional.ofNullable(byValue.get(value));
        }
    }
}
