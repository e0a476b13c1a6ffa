package org.postwatch.codec.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.codec.document.PolicyForm.GrantForm;
import org.postwatch.plan.District;
import org.postwatch.routing.Address;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Bars;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Recipient;
import org.postwatch.text.NameSuggestion;

/** Recipients may be told at all, and the policy grants what may be granted. */
final class RoutingCheck {
    private final RoutingDraft draft;
    private final AgencyClasses classes;
    private final Faults faults;
    private final Map<String, Located<String>> barred = new HashMap<>();

    private RoutingCheck(RoutingDraft draft, AgencyClasses classes, Faults faults) {
        this.draft = draft;
        this.classes = classes;
        this.faults = faults;
        draft.barredClasses().forEach(name -> barred.put(name.value(), name));
    }

    static void check(RoutingDraft draft, AgencyClasses classes, Faults faults) {
        RoutingCheck check = new RoutingCheck(draft, classes, faults);
        Located<String> own = check.barred.get(AgencyClasses.OWN_AGENCY_CLASS);
        if (own != null) {
            faults.error(own.at(), "class 'school' is the district's own, and cannot be barred");
        }
        draft.barredClasses().forEach(name -> AgencyCheck.known(name.value(), name.at(), classes, faults));
        draft.recipients().values().forEach(check::recipient);
        check.sharedAddresses();
        draft.grants().forEach(check::grant);
        RouteCheck.check(draft, faults);
    }

    private void recipient(Section recipient) {
        Collection<String> agencies = draft.district().agencyNames();
        if (!isOfSomebody(recipient) && recipient.isSound(RecipientForm.AGENCY)) {
            faults.error(
                    recipient.at(),
                    "a recipient that names no agency; expected one of: " + Faults.list(agencies) + " ('"
                            + District.OWN_AGENCY + "' is school administration)");
        }
        String agency = RoutingDraft.agency(recipient);
        if (!agencies.contains(agency)) {
            if (draft.district().district().isReadable(DistrictForm.AGENCIES)) {
                faults.error(
                        recipient.at(RecipientForm.AGENCY),
                        NameSuggestion.unknownNameMessage("agency", agency, agencies));
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

    /** Only the log needs no agency: it is read where the instance runs. */
    private static boolean isOfSomebody(Section recipient) {
        return recipient.has(RecipientForm.AGENCY) || recipient.has(RecipientForm.LOG);
    }

    /** Each of them receives the notices of the other, whatever the policy says of its class. */
    private void sharedAddresses() {
        List<Recipient> recipients = new ArrayList<>();
        draft.recipients().forEach((id, section) -> {
            Optional<Key<Section>> key = RecipientForm.ADDRESSES.stream()
                    .filter(address -> section.has(address) && section.isSound(address))
                    .findFirst();
            String agency = RoutingDraft.agency(section);
            Optional<String> agencyClass = draft.agencyClass(agency);
            if (key.isPresent() && agencyClass.isPresent() && isOfSomebody(section)) {
                Address address = AddressCompiler.address(key.get(), section.need(key.get()));
                recipients.add(new Recipient(id, agency, agencyClass.get(), address, false, Recipient.GIVE_UP_USUAL));
            }
        });
        for (Bars.SharedAddress shared : Bars.sharedAddresses(recipients)) {
            Section first = draft.recipients().get(shared.first().id());
            Section second = draft.recipients().get(shared.second().id());
            faults.error(
                    second.at(RecipientForm.ID),
                    "recipient '" + shared.second().id() + "' of class '"
                            + shared.second().agencyClass()
                            + "' has the address of '" + shared.first().id() + "' of class '"
                            + shared.first().agencyClass() + "' at " + first.at(RecipientForm.ID)
                            + ": each would receive the other's notices; expected an address of its own");
        }
    }

    private void domain(Section recipient, Key<Section> key, Section section) {
        if (!recipient.isSound(key)) {
            return;
        }
        Address address = AddressCompiler.address(key, section);
        draft.policy().findDeniedDomain(address).ifPresent(domain -> {
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
        if (!AgencyCheck.known(to.get(), grant.at(GrantForm.CLASS), classes, faults)) {
            return;
        }
        Set<String> present = draft.classes();
        Located<String> bar = barred.get(to.get());
        if (bar != null && !to.get().equals(AgencyClasses.OWN_AGENCY_CLASS)) {
            faults.error(
                    grant.at(GrantForm.CLASS), "a grant to the class '" + to.get() + "', which " + bar.at() + " bars");
        } else if (!present.contains(to.get()) && draft.district().district().isSound(DistrictForm.AGENCIES)) {
            faults.warn(
                    grant.at(GrantForm.CLASS),
                    "no agency is of class '" + to.get() + "'" + NameSuggestion.hint(to.get(), present));
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
