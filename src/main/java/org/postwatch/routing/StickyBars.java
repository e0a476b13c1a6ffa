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

    /** Those that a routing would lift: it does not bar the class or the domain, or an agency is gone or of another class. */
    public SortedSet<Bar> missingIn(Routing routing) {
        SortedSet<Bar> missing = new TreeSet<>(bars);
        missing.removeAll(Bar.of(routing));
        return missing;
    }

    /** A routing with these bars in addition to its own. */
    public Routing applyTo(Routing routing) {
        StickyBars all = with(Bar.of(routing));
        Policy policy = routing.policy();
        return routing.with(new Policy(
                policy.rules(), all.names(Bar.Kind.CLASS), all.names(Bar.Kind.DOMAIN), all.names(Bar.Kind.AGENCY)));
    }

    private Set<String> names(Bar.Kind kind) {
        return bars.stream().filter(bar -> bar.kind() == kind).map(Bar::name).collect(Collectors.toSet());
    }
}
