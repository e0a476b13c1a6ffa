package org.postwatch.routing;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.plan.Applied;

/**
 * All bars that a district ever had and that were not lifted since. They hold, whatever its documents say now.
 */
public record StickyBars(SortedSet<Bar> bars) {
    public static final StickyBars NONE = new StickyBars(new TreeSet<>());

    public StickyBars {
        bars = Collections.unmodifiableSortedSet(new TreeSet<>(bars));
    }

    public StickyBars with(Collection<Bar> more) {
        SortedSet<Bar> all = new TreeSet<>(bars);
        all.addAll(more);
        return new StickyBars(all);
    }

    public StickyBars without(Collection<Bar> lifted) {
        SortedSet<Bar> left = new TreeSet<>(bars);
        left.removeAll(lifted);
        return new StickyBars(left);
    }

    /** Adds the bars of an apply and removes those that it lifts. */
    public StickyBars after(Applied applied) {
        return with(bars(applied.barred())).without(bars(applied.lifted()));
    }

    /** Bars by their texts, as {@code class:NAME}; what is none is left out. */
    public static SortedSet<Bar> bars(Collection<String> texts) {
        return texts.stream().flatMap(text -> Bar.of(text).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The denials that are not among those declared: documents that declare only these would lift them. */
    public SortedSet<Bar> minus(Collection<Bar> declared) {
        return without(declared).bars();
    }

    /** The names of all denials of one kind. */
    public Set<String> namesOf(Bar.Kind kind) {
        return bars.stream().filter(bar -> bar.kind() == kind).map(Bar::name).collect(Collectors.toSet());
    }
}
