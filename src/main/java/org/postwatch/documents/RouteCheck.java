package org.postwatch.documents;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postwatch.documents.CampusSchema.EntranceSchema;
import org.postwatch.documents.RouteSchema.EscalationStepSchema;
import org.postwatch.documents.RouteSchema.MatchSchema;
import org.postwatch.documents.RouteSchema.QuietHoursSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.incident.IncidentKind;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.policy.DisclosurePolicy;

/** Routes name what exists, can be reached, and reach a recipient. */
final class RouteCheck {
    private final RoutingDraft draft;
    private final DistrictDraft district;
    private final Diagnostics diagnostics;
    private final DisclosurePolicy policy;
    private final List<String> severities;
    private final Set<String> referencedRecipients = new HashSet<>();
    private int routeCount;

    /** Routes of a district; each is evaluated for every alert. */
    private static final int MAX_ROUTES = 1_000;

    private RouteCheck(RoutingDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.district = draft.district();
        this.diagnostics = diagnostics;
        this.policy = draft.policy();
        this.severities = SettingsDefaults.severities(district.district());
    }

    static void check(RoutingDraft draft, Diagnostics diagnostics) {
        Optional<ParsedSection> root = draft.section().find(RoutingSchema.ROUTES);
        if (root.isEmpty()) {
            return;
        }
        RouteCheck check = new RouteCheck(draft, diagnostics);
        check.checkRoute(root.get(), RouteSchema.ROOT_TO, List.of(), List.of(), Set.copyOf(MatchSchema.KINDS));
        if (check.routeCount > MAX_ROUTES) {
            diagnostics.error(root.get().at(), check.routeCount + " routes; expected at most " + MAX_ROUTES);
        }
        // An unknown name may mean any of the other recipients, so none of them is reported as unused.
        boolean allKnown = draft.recipients().keySet().containsAll(check.referencedRecipients);
        if (allKnown && draft.section().isErrorFree(RoutingSchema.RECIPIENTS, RoutingSchema.ROUTES)) {
            draft.recipients().forEach((id, recipient) -> {
                if (!check.referencedRecipients.contains(id) && !recipient.get(RecipientSchema.WATCHDOG, false)) {
                    diagnostics.warn(recipient.at(RecipientSchema.ID), "no route names recipient '" + id + "'");
                }
            });
        }
    }

    /**
     * @param to of the route above, for a route without recipients
     * @param steps of the route above, likewise
     * @param kinds that reach this route
     */
    private void checkRoute(
            ParsedSection route,
            SectionKey<List<LocatedValue<String>>> key,
            List<String> to,
            List<String> steps,
            Set<String> kinds) {
        routeCount++;
        checkRecipients(route.list(key));
        route.sections(RouteSchema.ESCALATE).forEach(step -> checkRecipients(step.list(EscalationStepSchema.TO)));
        route.find(RouteSchema.QUIET)
                .flatMap(quiet -> quiet)
                .ifPresent(quiet -> quiet.locate(QuietHoursSchema.BELOW)
                        .ifPresent(below -> diagnostics.checkKnown("severity", below, severities)));
        Set<String> here = new TreeSet<>(kinds);
        route.find(RouteSchema.MATCH).ifPresent(match -> {
            checkMatch(match);
            if (match.has(MatchSchema.KIND)) {
                here.retainAll(match.values(MatchSchema.KIND));
                if (here.isEmpty() && match.isErrorFree(MatchSchema.KIND)) {
                    diagnostics.warn(match.at(MatchSchema.KIND), "no such kind gets here from the route above");
                }
            }
        });
        List<String> recipients = route.has(key) ? route.values(key) : to;
        List<String> later = route.has(RouteSchema.ESCALATE)
                ? route.sections(RouteSchema.ESCALATE).stream()
                        .flatMap(step -> step.values(EscalationStepSchema.TO).stream())
                        .toList()
                : steps;
        checkReachesSomeone(route, key, recipients, later, here);
        List<ParsedSection> children = route.sections(RouteSchema.ROUTES);
        boolean closed = false;
        for (int i = 0; i < children.size(); i++) {
            ParsedSection child = children.get(i);
            checkRoute(child, RouteSchema.TO, recipients, later, here);
            if (!closed && i + 1 < children.size() && matchesEverything(child)) {
                closed = true;
                diagnostics.warn(
                        children.get(i + 1).at(),
                        "nothing gets here: the route at " + child.at() + " takes everything; expected it last, or with"
                                + " 'match' or 'continue'");
            }
        }
    }

    private static boolean matchesEverything(ParsedSection route) {
        boolean conditions = route.find(RouteSchema.MATCH)
                .map(match -> MatchSchema.LABELS.stream().anyMatch(match::has))
                .orElse(!route.isErrorFree(RouteSchema.MATCH));
        return !conditions && !route.get(RouteSchema.CONTINUE, false);
    }

    private void checkReachesSomeone(
            ParsedSection route,
            SectionKey<List<LocatedValue<String>>> key,
            List<String> to,
            List<String> later,
            Set<String> kinds) {
        if (!draft.section().isErrorFree(RoutingSchema.RECIPIENTS, RoutingSchema.POLICY)
                || !route.isErrorFree(key, RouteSchema.ESCALATE, RouteSchema.MATCH)
                || !district.district().isErrorFree(DistrictSchema.AGENCIES)
                || kinds.isEmpty()) {
            return;
        }
        List<String> all = Stream.concat(to.stream(), later.stream()).toList();
        if (all.isEmpty()) {
            diagnostics.warn(route.at(key), "a route without recipients; expected at least one");
        } else if (draft.recipients().keySet().containsAll(all)
                && all.stream().noneMatch(recipient -> isGrantedAny(recipient, kinds))) {
            diagnostics.warn(
                    route.at(key),
                    "a route that can notify no recipient: the policy grants " + Diagnostics.join(new TreeSet<>(all))
                            + " none of " + Diagnostics.join(kinds));
        }
    }

    private boolean isGrantedAny(String recipient, Set<String> kinds) {
        Optional<String> of =
                draft.agencyClass(RoutingDraft.agencyOf(draft.recipients().get(recipient)));
        return policy.rules().stream()
                .filter(rule -> of.equals(Optional.of(rule.agencyClass())))
                .anyMatch(rule -> kinds.stream().anyMatch(kind -> isGranted(rule, kind)));
    }

    /** Conduct that is an emergency is disclosed to those who may know of weapons. */
    private static boolean isGranted(DisclosurePolicy.DisclosureRule rule, String kind) {
        if (kind.equals(Alert.CONDUCT) && !rule.agencyClass().equals(AgencyClasses.OWN_AGENCY_CLASS)) {
            return isGranted(rule, IncidentKind.WEAPON_SEEN.wireName());
        }
        return rule.kinds().contains(DisclosurePolicy.ALL)
                || rule.kinds().contains(kind)
                || (kind.equals(Alert.MANY_REPORTS)
                        && Alert.LISTABLE_KINDS.stream().anyMatch(rule.kinds()::contains));
    }

    private void checkRecipients(List<LocatedValue<String>> all) {
        for (LocatedValue<String> recipient : all) {
            referencedRecipients.add(recipient.value());
            if (draft.section().isReadable(RoutingSchema.RECIPIENTS)) {
                diagnostics.checkKnown(
                        "recipient", recipient, draft.recipients().keySet());
            }
        }
    }

    private void checkMatch(ParsedSection match) {
        diagnostics.checkKnown("severity", match.list(MatchSchema.SEVERITY), severities);
        if (district.district().isReadable(DistrictSchema.AGENCIES)) {
            diagnostics.checkKnown("agency", match.list(MatchSchema.AGENCY), district.agencyNames());
        }
        if (district.district().isReadable(DistrictSchema.FEEDS)) {
            diagnostics.checkKnown(
                    "feed", match.list(MatchSchema.FEED), district.feeds().keySet());
        }
        if (district.district().isReadable(DistrictSchema.AGREEMENTS)) {
            diagnostics.checkKnown(
                    "agreement",
                    match.list(MatchSchema.AGREEMENT),
                    district.agreements().keySet());
        }
        if (draft.section().isReadable(RoutingSchema.RECIPIENTS)) {
            diagnostics.checkKnown(
                    "recipient",
                    match.list(MatchSchema.RECIPIENT),
                    draft.recipients().keySet());
        }
        if (district.isComplete()) {
            diagnostics.checkKnown(
                    "campus",
                    match.list(MatchSchema.CAMPUS),
                    district.campuses().keySet());
            diagnostics.checkKnown("post", match.list(MatchSchema.POST), district.postNames());
            diagnostics.checkKnown("entrance", match.list(MatchSchema.ENTRANCE), entranceIds(match));
        }
    }

    /** Those of the campuses that the match names, else of all. */
    private Set<String> entranceIds(ParsedSection match) {
        Set<String> campuses = match.has(MatchSchema.CAMPUS)
                ? Set.copyOf(match.values(MatchSchema.CAMPUS))
                : district.campuses().keySet();
        Set<String> entrances = new TreeSet<>();
        district.campuses().forEach((id, campus) -> {
            if (campuses.contains(id)) {
                campus.sections(CampusSchema.ENTRANCES)
                        .forEach(entrance -> entrance.find(EntranceSchema.ID).ifPresent(entrances::add));
            }
        });
        return entrances;
    }
}
