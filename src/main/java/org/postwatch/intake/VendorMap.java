package org.postwatch.intake;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the ids of a vendor stand for.
 *
 * @param byKind the vendor's kind of id, as {@code camera}, {@code door} or {@code badge}; then the id; then its target
 */
public record VendorMap(Map<String, Map<String, MappedTarget>> byKind) {
    /** Maps nothing. */
    public static final VendorMap EMPTY = new VendorMap(Map.of());

    public VendorMap {
        byKind = byKind.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, kind -> Map.copyOf(kind.getValue())));
    }

    /** The target of an id; empty if the district has not mapped it. */
    public Optional<MappedTarget> find(String kind, String id) {
        return Optional.ofNullable(byKind.getOrDefault(kind, Map.of()).get(id));
    }
}
