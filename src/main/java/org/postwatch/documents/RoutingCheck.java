package org.postwatch.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.PolicySchema.GrantSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.route.MandatoryDenialCheck;
import org.postwatch.plan.District;
import org.postwatch.text.NameSuggestion;

/** Recipients are not denied, and the policy grants only what it may grant. */
final class RoutingCheck {
    private final RoutingDraft draft;
    private final AgencyClasses classes;
    private final Diagnostics diagnostics;
    private final Map<String, LocatedValue<String>> denied = new HashMap<>();

    private RoutingCheck(RoutingDraft draft, AgencyClasses classes, Diagnostics diagnostics) {
        this.draft = draft;
        this.classes = classes;
        this.diagnostics = diagnostics;
        draft.deniedClasses().forEach(name -> denied.put(name.value(), name));
    }

    static void check(RoutingDraft draft, AgencyClasses classes, Diagnostics diagnostics) {
        RoutingCheck check = new RoutingCheck(draft, classes, diagnostics);
        LocatedValue<String> own = check.denied.get(AgencyClasses.OWN_AGENCY_CLASS);
        if (own != null) {
            diagnostics.error(own.at(), "class 'school' is the district's own, and cannot be denied");
        }
        draft.deniedClasses().forEach(name -> AgencyCheck.checkDeclared(name.value(), name.at(), classes, diagnostics));
        draft.recipients().values().forEach(check::checkRecipient);
        check.checkSharedAddresses();
        draft.grants().forEach(check::checkGrant);
        RouteCheck.check(draft, diagnostics);
    }

    private void checkRecipient(ParsedSection recipient) {
        Collection<String> agencies = draft.district().agencyNames();
        if (!RecipientSchema.hasAgency(recipient) && recipient.isErrorFree(RecipientSchema.AGENCY)) {
            diagnostics.error(
                    recipient.at(),
                    "a recipient that names no agency; expected one of: " + Diagnostics.join(agencies) + " ('"
                            + District.OWN_AGENCY + "' is school administration)");
        }
        String agency = RoutingDraft.agencyOf(recipient);
        if (!agencies.contains(agency)) {
            if (draft.district().district().isReadable(DistrictSchema.AGENCIES)) {
                diagnostics.error(
                        recipient.at(RecipientSchema.AGENCY),
                        NameSuggestion.unknownNameMessage("agency", agency, agencies));
            }
            return;
        }
        Optional<String> agencyClass = draft.agencyClass(agency);
        LocatedValue<String> denial = agencyClass.map(denied::get).orElse(null);
        if (denial != null && !agency.equals(District.OWN_AGENCY)) {
            diagnostics.error(
                    recipient.at(RecipientSchema.AGENCY),
                    "agency '" + agency + "' is of class '" + agencyClass.get() + "', which " + denial.at()
                            + " denies: nothing can be sent to it, whatever the routes say");
        }
        RecipientSchema.integrations(recipient).forEach(kind -> checkDomain(recipient, kind));
    }

    /**
     * Recipients of different classes have different addresses: at one address, each would receive the other's notices.
     */
    private void checkSharedAddresses() {
        List<Recipient> recipients = new ArrayList<>();
        draft.recipients().forEach((id, section) -> {
            String agency = RoutingDraft.agencyOf(section);
            Optional<String> agencyClass = draft.agencyClass(agency);
            if (agencyClass.isPresent() && RecipientSchema.hasAgency(section)) {
                RecipientSchema.address(section)
                        .map(address -> new Recipient(
                                id, agency, agencyClass.get(), address, false, Recipient.DEFAULT_GIVE_UP_AFTER))
                        .ifPresent(recipients::add);
            }
        });
        for (MandatoryDenialCheck.SharedAddress shared : MandatoryDenialCheck.sharedAddresses(recipients)) {
            ParsedSection first = draft.recipients().get(shared.first().id());
            ParsedSection second = draft.recipients().get(shared.second().id());
            diagnostics.error(
                    second.at(RecipientSchema.ID),
                    "recipient '" + shared.second().id() + "' of class '"
                            + shared.second().agencyClass()
                            + "' has the address of '" + shared.first().id() + "' of class '"
                            + shared.first().agencyClass() + "' at " + first.at(RecipientSchema.ID)
                            + ": each would receive the other's notices; expected an address of its own");
        }
    }

    private void checkDomain(ParsedSection recipient, RecipientIntegration<?> kind) {
        SectionKey<ParsedSection> key = kind.key();
        if (!recipient.isErrorFree(key)) {
            return;
        }
        RecipientAddress address = kind.compile(recipient.require(key));
        draft.policy().findDeniedDomain(address).ifPresent(domain -> {
            SourceLocation denial = draft.deniedDomains().stream()
                    .filter(d -> d.value().equals(domain))
                    .findFirst()
                    .orElseThrow()
                    .at();
            diagnostics.error(
                    recipient.at(key),
                    "an address in the domain '" + domain + "', which " + denial + " denies with all below it");
        });
    }

    private void checkGrant(ParsedSection grant) {
        Optional<String> to = grant.find(GrantSchema.CLASS);
        if (to.isEmpty()) {
            return;
        }
        if (!AgencyCheck.checkDeclared(to.get(), grant.at(GrantSchema.CLASS), classes, diagnostics)) {
            return;
        }
        Set<String> present = draft.agencyClasses();
        LocatedValue<String> denial = denied.get(to.get());
        if (denial != null && !to.get().equals(AgencyClasses.OWN_AGENCY_CLASS)) {
            diagnostics.error(
                    grant.at(GrantSchema.CLASS),
                    "a grant to the class '" + to.get() + "', which " + denial.at() + " denies");
        } else if (!present.contains(to.get()) && draft.district().district().isErrorFree(DistrictSchema.AGENCIES)) {
            diagnostics.warn(
                    grant.at(GrantSchema.CLASS),
                    "no agency is of class '" + to.get() + "'" + NameSuggestion.hint(to.get(), present));
        }
        List<LocatedValue<String>> kinds = grant.list(GrantSchema.KINDS);
        if (MandatoryDenialCheck.disclosesConduct(to.get(), LocatedValue.values(kinds))) {
            SourceLocation at = kinds.stream()
                    .filter(kind -> kind.value().equals(Alert.CONDUCT))
                    .findFirst()
                    .orElseThrow()
                    .at();
            diagnostics.error(
                    at,
                    "conduct for the class '" + to.get()
                            + "'; only 'school' may know of it (an emergency goes to the recipients that may know of"
                            + " weapon-seen)");
        }
    }
}
