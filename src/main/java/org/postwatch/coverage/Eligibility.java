package org.postwatch.coverage;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.AgreementStatus;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.StaffingExemption;

/**
 * Whether an officer present on a duty counts for a post at an instant, with every condition that fails.
 *
 * @param failures empty when the officer counts
 * @param exemption the exception through which the officer's kind is accepted, when it is not accepted by itself
 * @param agreement the agreement under which the officer is there; absent for the district's own
 */
public record Eligibility(List<Reason> failures, Optional<String> exemption, Optional<String> agreement) {

    public boolean isEligible() {
        return failures.isEmpty();
    }

    /** Asks all conditions of section "who counts" of one officer for one post. */
    public static Eligibility of(
            Officer officer,
            Optional<String> duty,
            Post post,
            String campus,
            ZoneId zone,
            District district,
            Instant t) {
        List<Reason> failures = new ArrayList<>();
        if (!officer.roster().contains(t, district.zone())) {
            failures.add(Reason.of(ReasonCode.OFF_ROSTER, officer.badge()));
        }
        Optional<String> exemption = Optional.empty();
        if (!post.kinds().contains(officer.kind())) {
            exemption = exemption(officer, post, campus, zone, district, t);
            if (exemption.isEmpty()) {
                failures.add(Reason.of(ReasonCode.KIND_NOT_ACCEPTED, officer.badge(), officer.kind()));
            }
        }
        post.credentials().stream()
                .sorted()
                .forEach(name ->
                        credentialFailure(officer, name, district.zone(), t).ifPresent(failures::add));
        if (duty.isEmpty()) {
            failures.add(Reason.of(ReasonCode.DUTY_UNKNOWN, officer.badge()));
        } else if (!post.duties().contains(duty.get())) {
            failures.add(Reason.of(ReasonCode.OTHER_DUTY, officer.badge(), duty.get()));
        }
        officer.affiliations().stream()
                .filter(a -> a.dates().contains(t, district.zone()) && isDisqualifying(district, a.name(), t))
                .map(DatedName::name)
                .sorted()
                .distinct()
                .forEach(name -> failures.add(Reason.of(ReasonCode.DISQUALIFYING_AFFILIATION, officer.badge(), name)));
        Optional<String> agreement = Optional.empty();
        if (!officer.agency().equals(District.OWN_AGENCY)) {
            List<Agreement> naming = AgreementStatus.agreementsFor(district, officer.agency(), campus);
            agreement = naming.stream()
                    .filter(a -> AgreementStatus.reasonNotInForce(a, t, district.zone())
                            .isEmpty())
                    .map(Agreement::id)
                    .findFirst();
            if (agreement.isEmpty()) {
                failures.addAll(agreementFailures(officer, naming, district.zone(), t));
            }
        }
        return new Eligibility(failures, exemption, agreement);
    }

    private static Optional<String> exemption(
            Officer officer, Post post, String campus, ZoneId zone, District district, Instant t) {
        return district.exemptions().stream()
                .filter(e -> e.kinds().contains(officer.kind())
                        && e.appliesTo(campus, post.id())
                        && e.dates().contains(t, zone))
                .map(StaffingExemption::id)
                .min(Comparator.naturalOrder());
    }

    private static Optional<Reason> credentialFailure(Officer officer, String name, ZoneId zone, Instant t) {
        Instant expired = null;
        for (DatedName held : officer.credentials()) {
            if (held.name().equals(name) && !held.dates().start(zone).isAfter(t)) {
                Instant end = held.dates().end(zone);
                if (t.isBefore(end)) {
                    return Optional.empty();
                }
                expired = expired == null || end.isAfter(expired) ? end : expired;
            }
        }
        return Optional.of(
                expired == null
                        ? Reason.of(ReasonCode.CREDENTIAL_MISSING, officer.badge(), name)
                        : Reason.of(ReasonCode.CREDENTIAL_EXPIRED, officer.badge(), name, expired));
    }

    private static boolean isDisqualifying(District district, String affiliation, Instant t) {
        return district.disqualifyingAffiliations().stream()
                .anyMatch(b -> b.name().equals(affiliation) && b.dates().contains(t, district.zone()));
    }

    private static List<Reason> agreementFailures(Officer officer, List<Agreement> naming, ZoneId zone, Instant t) {
        if (naming.isEmpty()) {
            return List.of(Reason.of(ReasonCode.NO_AGREEMENT, officer.badge(), officer.agency()));
        }
        return naming.stream()
                .map(a -> Reason.of(
                        ReasonCode.AGREEMENT_NOT_IN_FORCE,
                        officer.badge(),
                        a.id(),
                        AgreementStatus.reasonNotInForce(a, t, zone).orElseThrow()))
                .toList();
    }

    /** Adds every instant at which an officer's standing at a campus may change, duties apart. */
    static void addBoundaries(
            Officer officer, String campus, ZoneId zone, District district, Collection<Instant> into) {
        addBoundaries(officer.roster(), district.zone(), into);
        officer.credentials().forEach(c -> addBoundaries(c.dates(), district.zone(), into));
        officer.affiliations().forEach(a -> addBoundaries(a.dates(), district.zone(), into));
        district.disqualifyingAffiliations().forEach(b -> addBoundaries(b.dates(), district.zone(), into));
        for (StaffingExemption exemption : district.exemptions()) {
            if (exemption.campuses().isEmpty() || exemption.campuses().contains(campus)) {
                addBoundaries(exemption.dates(), zone, into);
            }
        }
        AgreementStatus.agreementsFor(district, officer.agency(), campus)
                .forEach(a -> AgreementStatus.addBoundaries(a, district.zone(), into));
    }

    private static void addBoundaries(LocalDateTimeRange dates, ZoneId zone, Collection<Instant> into) {
        into.add(dates.start(zone));
        into.add(dates.end(zone));
    }
}
