package org.postwatch.codec.document;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.codec.document.PolicyForm.GrantForm;
import org.postwatch.plan.District;
import org.postwatch.routing.Address;
import org.postwatch.routing.Bars;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Routing;

/** Recipients may be told at all, and the policy grants what may be granted. */
final class RoutingCheck {
    private final RoutingDraft draft;
    private final Faults faults;
    private final Map<String, Located<String>> barred = new HashMap<>();

    private RoutingCheck(RoutingDraft draft, Faults faults) {
        this.draft = draft;
        this.faults = faults;
        draft.barredClasses().forEach(name -> barred.put(name.value(), name));
    }

    static void check(RoutingDraft draft, Faults faults) {
        RoutingCheck check = new RoutingCheck(draft, faults);
        Located<String> own = check.barred.get(Routing.OWN_CLASS);
        if (own != null) {
            faults.error(own.at(), "class 'school' is the district's own, and cannot be barred");
        }
        draft.recipients().values().forEach(check::recipient);
        draft.grants().forEach(check::grant);
        RouteCheck.check(draft, faults);
    }

    private void recipient(Section recipient) {
        String agency = RoutingDraft.agency(recipient);
        Collection<String> agencies = draft.district().agencyNames();
        if (!agencies.contains(agency)) {
            if (draft.district().district().isReadable(DistrictForm.AGENCIES)) {
                faults.error(recipient.at(RecipientForm.AGENCY), Nearest.unknown("agency", agency, agencies));
            }
            return;
        }
        Optional<String> agencyClass = draft.agencyClass(agency);
        Located<String> bar = agencyClass.map(barred::get).orElse(null);
        if (bar != null && !agency.equals(District.OWN_AGENCY)) {
            faults.error(
                    recipient.at(RecipientForm.AGENCY),
                    "agency '" + agency + "' is of class '" + agencyClass.get() + "', which " + bar.at()
                            + " bars: it can be told nothing, whatever the routes say");
        }
        for (Key<Section> key : RecipientForm.ADDRESSES) {
            recipient.find(key).ifPresent(address -> domain(recipient, key, address));
        }
    }

    private void domain(Section recipient, Key<Section> key, Section section) {
        if (!recipient.isSound(key)) {
            return;
        }
        Address address = AddressCompiler.address(key, section);
        Bars.domain(draft.policy(), address).ifPresent(domain -> {
            Spot bar = draft.barredDomains().stream()
                    .filter(d -> d.value().equals(domain))
                    .findFirst()
                    .orElseThrow()
                    .at();
            faults.error(
                    recipient.at(key),
                    "an address in the domain '" + domain + "', which " + bar + " bars with all below it");
        });
    }

    private void grant(Section grant) {
        Optional<String> to = grant.find(GrantForm.CLASS);
        if (to.isEmpty()) {
            return;
        }
        Set<String> classes = draft.classes();
        Located<String> bar = barred.get(to.get());
        if (bar != null && !to.get().equals(Routing.OWN_CLASS)) {
            faults.error(
                    grant.at(GrantForm.CLASS), "a grant to the class '" + to.get() + "', which " + bar.at() + " bars");
        } else if (!classes.contains(to.get()) && draft.district().district().isSound(DistrictForm.AGENCIES)) {
            faults.warn(
                    grant.at(GrantForm.CLASS),
                    "no agency is of class '" + to.get() + "'" + Nearest.hint(to.get(), classes));
        }
        List<Located<String>> kinds = grant.list(GrantForm.KINDS);
        if (Bars.isConductTold(to.get(), Located.values(kinds))) {
            Spot at = kinds.stream()
                    .filter(kind -> kind.value().equals(Matter.CONDUCT))
                    .findFirst()
                    .orElseThrow()
                    .at();
            faults.error(
                    at,
                    "conduct for the class '" + to.get()
                            + "'; only 'school' may know of it (an emergency is told to whoever may know of weapon-seen)");
        }
    }
}
