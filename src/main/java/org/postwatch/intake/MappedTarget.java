package org.postwatch.intake;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What an id of a vendor stands for in the district's plan. */
public record MappedTarget(
        Optional<String> campus, Optional<String> entrance, Optional<String> device, Optional<String> officer) {

    /** Stands for nothing yet. */
    public static final MappedTarget NONE =
            new MappedTarget(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public MappedTarget {
        Objects.requireNonNull(campus);
        Objects.requireNonNull(entrance);
        Objects.requireNonNull(device);
        Objects.requireNonNull(officer);
    }

    /** With the other target's values where this one has none. */
    public MappedTarget or(MappedTarget other) {
        return new MappedTarget(
                first(other, MappedTarget::campus),
                first(other, MappedTarget::entrance),
                first(other, MappedTarget::device),
                first(other, MappedTarget::officer));
    }

    private Optional<String> first(MappedTarget other, Function<MappedTarget, Optional<String>> part) {
        return part.apply(this).or(() -> part.apply(other));
    }
}
