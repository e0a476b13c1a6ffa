package org.postwatch.notification.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.plan.PlanRevision;

/**
 * All denials that a district ever had and that were not lifted since. They hold, whatever its documents say now.
 */
public record RetainedDenials(SortedSet<MandatoryDenial> denials) {
    public static final RetainedDenials NONE = new RetainedDenials(new TreeSet<>());

    public RetainedDenials {
        denials = Collections.unmodifiableSortedSet(new TreeSet<>(denials));
    }

    public RetainedDenials with(Collection<MandatoryDenial> more) {
        SortedSet<MandatoryDenial> all = new TreeSet<>(denials);
        all.addAll(more);
        return new RetainedDenials(all);
    }

    public RetainedDenials without(Collection<MandatoryDenial> lifted) {
        SortedSet<MandatoryDenial> left = new TreeSet<>(denials);
        left.removeAll(lifted);
        return new RetainedDenials(left);
    }

    /** Adds the denials of an apply and removes those that it lifts. */
    public RetainedDenials updatedBy(PlanRevision applied) {
        return with(parseAll(applied.mandatoryDenials())).without(parseAll(applied.liftedDenials()));
    }

    /** Denials by their texts, as {@code class:NAME}; what is none is left out. */
    public static SortedSet<MandatoryDenial> parseAll(Collection<String> texts) {
        return texts.stream()
                .flatMap(text -> MandatoryDenial.parse(text).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The denials that are not among those declared: documents that declare only these would lift them. */
    public SortedSet<MandatoryDenial> minus(Collection<MandatoryDenial> declared) {
        return without(declared).denials();
    }

    /** The names of all denials of one kind. */
    public Set<String> namesOf(MandatoryDenial.DenialTarget kind) {
        return denials.stream()
                .filter(denial -> denial.kind() == kind)
                .map(MandatoryDenial::name)
                .collect(Collectors.toSet());
    }
}
