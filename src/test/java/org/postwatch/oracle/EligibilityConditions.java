package org.postwatch.oracle;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.StaffingExemption;

/** Whether an officer counts for a post, were he there; and if not, every condition that fails. */
final class EligibilityConditions {
    private final World world;
    private final District district;
    private final ZoneId zone;

    EligibilityConditions(World world) {
        this.world = world;
        this.district = world.district();
        this.zone = district.zone();
    }

    List<Reason> failures(Officer o, Optional<String> duty, String campus, Post post, Instant t) {
        List<Reason> failing = new ArrayList<>();
        if (!o.roster().contains(t, zone)) {
            failing.add(Reason.of(ReasonCode.OFF_ROSTER, o.badge()));
        }
        if (!post.kinds().contains(o.kind()) && exemption(o, campus, post, t).isEmpty()) {
            failing.add(Reason.of(ReasonCode.KIND_NOT_ACCEPTED, o.badge(), o.kind()));
        }
        for (String credential : new TreeSet<>(post.credentials())) {
            credential(o, credential, t).ifPresent(failing::add);
        }
        if (duty.isEmpty()) {
            failing.add(Reason.of(ReasonCode.DUTY_UNKNOWN, o.badge()));
        } else if (!post.duties().contains(duty.get())) {
            failing.add(Reason.of(ReasonCode.OTHER_DUTY, o.badge(), duty.get()));
        }
        for (String affiliation :
                new TreeSet<>(o.affiliations().stream().map(DatedName::name).toList())) {
            if (holds(o.affiliations(), affiliation, t)
                    && holds(district.disqualifyingAffiliations(), affiliation, t)) {
                failing.add(Reason.of(ReasonCode.DISQUALIFYING_AFFILIATION, o.badge(), affiliation));
            }
        }
        failing.addAll(agreements(o, campus, t));
        return failing;
    }

    private boolean holds(List<DatedName> dated, String name, Instant t) {
        return dated.stream().anyMatch(d -> d.name().equals(name) && d.dates().contains(t, zone));
    }

    private Optional<Reason> credential(Officer o, String name, Instant t) {
        if (holds(o.credentials(), name, t)) {
            return Optional.empty();
        }
        Optional<Instant> expired = o.credentials().stream()
                .filter(c -> c.name().equals(name))
                .map(c -> c.dates().end(zone))
                .filter(end -> !end.isAfter(t))
                .max(Comparator.naturalOrder());
        return Optional.of(
                expired.isPresent()
                        ? Reason.of(ReasonCode.CREDENTIAL_EXPIRED, o.badge(), name, expired.get())
                        : Reason.of(ReasonCode.CREDENTIAL_MISSING, o.badge(), name));
    }

    /** The exception that lets this kind fill the post at t: of several the lowest id. */
    Optional<StaffingExemption> exemption(Officer o, String campus, Post post, Instant t) {
        ZoneId campusZone = world.campuses().get(campus).zone();
        return district.exemptions().stream()
                .filter(e -> e.appliesTo(campus, post.id()))
                .filter(e -> e.kinds().contains(o.kind()))
                .filter(e -> e.dates().contains(t, campusZone))
                .min(Comparator.comparing(StaffingExemption::id));
    }

    private List<Reason> agreements(Officer o, String campus, Instant t) {
        if (o.agency().equals(District.OWN_AGENCY)) {
            return List.of();
        }
        List<Agreement> own = naming(o, campus).toList();
        if (own.isEmpty()) {
            return List.of(Reason.of(ReasonCode.NO_AGREEMENT, o.badge(), o.agency()));
        }
        if (agreement(o, campus, t).isPresent()) {
            return List.of();
        }
        return own.stream()
                .map(a -> Reason.of(
                        ReasonCode.AGREEMENT_NOT_IN_FORCE,
                        o.badge(),
                        a.id(),
                        reasonNotInForce(a, t).orElseThrow()))
                .toList();
    }

    /** The agreement under which an officer of another agency counts at t: of several in force the lowest id. */
    Optional<Agreement> agreement(Officer o, String campus, Instant t) {
        return naming(o, campus).filter(a -> reasonNotInForce(a, t).isEmpty()).findFirst();
    }

    private Stream<Agreement> naming(Officer o, String campus) {
        return district.agreements().stream()
                .filter(a -> a.agency().equals(o.agency()) && a.campuses().contains(campus))
                .sorted(Comparator.comparing(Agreement::id));
    }

    /** Why an agreement is not in force at t; empty when it is. */
    private Optional<String> reasonNotInForce(Agreement a, Instant t) {
        for (String approver : a.approvers()) {
            Optional<Agreement.ApprovalDecision> latest = latest(
                    a.decisions().stream()
                            .filter(d -> d.approver().equals(approver))
                            .filter(d -> !LocalDateTimeRange.startOf(d.decidedAt(), zone)
                                    .isAfter(t))
                            .toList(),
                    Comparator.comparing(d -> LocalDateTimeRange.startOf(d.decidedAt(), zone)));
            if (latest.isEmpty() || !latest.get().status().equals(Agreement.APPROVED)) {
                return Optional.of("awaiting " + approver);
            }
        }
        if (t.isBefore(a.term().start(zone))) {
            return Optional.of("not-begun");
        }
        Optional<Agreement.Renewal> renewal = latest(
                a.renewals().stream()
                        .filter(r ->
                                !LocalDateTimeRange.startOf(r.decidedAt(), zone).isAfter(t))
                        .toList(),
                Comparator.comparing(r -> LocalDateTimeRange.startOf(r.decidedAt(), zone)));
        Instant end = renewal.map(r -> LocalDateTimeRange.until(r.until(), zone))
                .orElse(a.term().end(zone));
        if (!t.isBefore(end)) {
            return Optional.of("ended");
        }
        return a.suspensions().stream().anyMatch(s -> s.contains(t, zone))
                ? Optional.of("suspended")
                : Optional.empty();
    }

    /** The greatest; of equal ones the later in the document. */
    private static <T> Optional<T> latest(List<T> inDocumentOrder, Comparator<T> by) {
        T latest = null;
        for (T x : inDocumentOrder) {
            latest = latest == null || by.compare(x, latest) >= 0 ? x : latest;
        }
        return Optional.ofNullable(latest);
    }

    /** Every instant at which what a document says begins or ends to hold. */
    List<Instant> boundaries() {
        List<Instant> changes = new ArrayList<>();
        for (Officer o : district.officers().values()) {
            bounds(o.roster(), zone, changes);
            o.credentials().forEach(c -> bounds(c.dates(), zone, changes));
            o.affiliations().forEach(x -> bounds(x.dates(), zone, changes));
        }
        district.disqualifyingAffiliations().forEach(b -> bounds(b.dates(), zone, changes));
        for (StaffingExemption e : district.exemptions()) {
            world.campuses().values().forEach(c -> bounds(e.dates(), c.zone(), changes));
        }
        for (Agreement a : district.agreements()) {
            bounds(a.term(), zone, changes);
            a.suspensions().forEach(s -> bounds(s, zone, changes));
            a.decisions().forEach(d -> changes.add(LocalDateTimeRange.startOf(d.decidedAt(), zone)));
            for (Agreement.Renewal r : a.renewals()) {
                changes.add(LocalDateTimeRange.startOf(r.decidedAt(), zone));
                changes.add(LocalDateTimeRange.until(r.until(), zone));
            }
        }
        return changes;
    }

    private static void bounds(LocalDateTimeRange dates, ZoneId zone, List<Instant> into) {
        dates.from().ifPresent(f -> into.add(dates.start(zone)));
        dates.until().ifPresent(u -> into.add(dates.end(zone)));
    }
}
