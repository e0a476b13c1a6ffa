package org.postwatch.codec.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.postwatch.codec.document.CampusForm.EntranceForm;
import org.postwatch.codec.document.RouteForm.MatchForm;
import org.postwatch.codec.document.RouteForm.QuietForm;
import org.postwatch.codec.document.RouteForm.StepForm;
import org.postwatch.incident.Kind;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Policy;
import org.postwatch.text.NameSuggestion;

/** Routes name what there is, can be reached, and reach somebody. */
final class RouteCheck {
    private final RoutingDraft draft;
    private final Draft district;
    private final Faults faults;
    private final Policy policy;
    private final List<String> severities;
    private final Set<String> named = new HashSet<>();
    private int routes;

    /** In all; each is walked for every matter. */
    private static final int ROUTES_MAX = 1_000;

    private RouteCheck(RoutingDraft draft, Faults faults) {
        this.draft = draft;
        this.district = draft.district();
        this.faults = faults;
        this.policy = draft.policy();
        this.severities = SettingsDefaults.severities(district.district());
    }

    static void check(RoutingDraft draft, Faults faults) {
        Optional<Section> root = draft.section().find(RoutingForm.ROUTES);
        if (root.isEmpty()) {
            return;
        }
        RouteCheck check = new RouteCheck(draft, faults);
        check.route(root.get(), RouteForm.ROOT_TO, List.of(), List.of(), Set.copyOf(MatchForm.KINDS));
        if (check.routes > ROUTES_MAX) {
            faults.error(root.get().at(), check.routes + " routes; expected at most " + ROUTES_MAX);
        }
        // Who is meant by a name that is none cannot be told: it may be any of the others.
        boolean told = draft.recipients().keySet().containsAll(check.named);
        if (told && draft.section().isSound(RoutingForm.RECIPIENTS, RoutingForm.ROUTES)) {
            draft.recipients().forEach((id, recipient) -> {
                if (!check.named.contains(id) && !recipient.get(RecipientForm.WATCHDOG, false)) {
                    faults.warn(recipient.at(RecipientForm.ID), "no route names recipient '" + id + "'");
                }
            });
        }
    }

    /**
     * @param to of the node above, for a route that names nobody
     * @param steps of the node above, likewise
     * @param kinds that get here
     */
    private void route(
            Section route, Key<List<Located<String>>> key, List<String> to, List<String> steps, Set<String> kinds) {
        routes++;
        recipients(route.list(key));
        route.sections(RouteForm.ESCALATE).forEach(step -> recipients(step.list(StepForm.TO)));
        route.find(RouteForm.QUIET)
                .flatMap(quiet -> quiet)
                .ifPresent(quiet -> quiet.find(QuietForm.BELOW)
                        .ifPresent(below -> known("severity", below, quiet.at(QuietForm.BELOW), severities)));
        Set<String> here = new TreeSet<>(kinds);
        route.find(RouteForm.MATCH).ifPresent(match -> {
            matched(match);
            if (match.has(MatchForm.KIND)) {
                here.retainAll(match.values(MatchForm.KIND));
                if (here.isEmpty() && match.isSound(MatchForm.KIND)) {
                    faults.warn(match.at(MatchForm.KIND), "no such kind gets here from the route above");
                }
            }
        });
        List<String> told = route.has(key) ? route.values(key) : to;
        List<String> later = route.has(RouteForm.ESCALATE)
                ? route.sections(RouteForm.ESCALATE).stream()
                        .flatMap(step -> step.values(StepForm.TO).stream())
                        .toList()
                : steps;
        somebody(route, key, told, later, here);
        List<Section> children = route.sections(RouteForm.ROUTES);
        boolean closed = false;
        for (int i = 0; i < children.size(); i++) {
            Section child = children.get(i);
            route(child, RouteForm.TO, told, later, here);
            if (!closed && i + 1 < children.size() && takesAll(child)) {
                closed = true;
                faults.warn(
                        children.get(i + 1).at(),
                        "nothing gets here: the route at " + child.at() + " takes everything; expected it last, or with"
                                + " 'match' or 'continue'");
            }
        }
    }

    private static boolean takesAll(Section route) {
        boolean conditions = route.find(RouteForm.MATCH)
                .map(match -> MatchForm.LABELS.stream().anyMatch(match::has))
                .orElse(!route.isSound(RouteForm.MATCH));
        return !conditions && !route.get(RouteForm.CONTINUE, false);
    }

    private void somebody(
            Section route, Key<List<Located<String>>> key, List<String> to, List<String> later, Set<String> kinds) {
        if (!draft.section().isSound(RoutingForm.RECIPIENTS, RoutingForm.POLICY)
                || !route.isSound(key, RouteForm.ESCALATE, RouteForm.MATCH)
                || !district.district().isSound(DistrictForm.AGENCIES)
                || kinds.isEmpty()) {
            return;
        }
        List<String> all = Stream.concat(to.stream(), later.stream()).toList();
        if (all.isEmpty()) {
            faults.warn(route.at(key), "a route to nobody; expected some recipient");
        } else if (draft.recipients().keySet().containsAll(all)
                && all.stream().noneMatch(recipient -> mayKnow(recipient, kinds))) {
            faults.warn(
                    route.at(key),
                    "a route by which nobody can be told: the policy grants " + Faults.list(new TreeSet<>(all))
                            + " none of " + Faults.list(kinds));
        }
    }

    private boolean mayKnow(String recipient, Set<String> kinds) {
        Optional<String> of =
                draft.agencyClass(RoutingDraft.agency(draft.recipients().get(recipient)));
        return policy.rules().stream()
                .filter(rule -> of.equals(Optional.of(rule.agencyClass())))
                .anyMatch(rule -> kinds.stream().anyMatch(kind -> grants(rule, kind)));
    }

    /** Conduct that is an emergency is told to whoever may know of weapons. */
    private static boolean grants(Policy.Rule rule, String kind) {
        if (kind.equals(Matter.CONDUCT) && !rule.agencyClass().equals(AgencyClasses.OWN_AGENCY_CLASS)) {
            return grants(rule, Kind.WEAPON_SEEN.wireName());
        }
        return rule.kinds().contains(Policy.ALL)
                || Matter.namesOf(kind).stream().anyMatch(rule.kinds()::contains);
    }

    private void recipients(List<Located<String>> all) {
        for (Located<String> recipient : all) {
            named.add(recipient.value());
            if (draft.section().isReadable(RoutingForm.RECIPIENTS)) {
                known(
                        "recipient",
                        recipient.value(),
                        recipient.at(),
                        draft.recipients().keySet());
            }
        }
    }

    private void matched(Section match) {
        known("severity", match.list(MatchForm.SEVERITY), severities);
        if (district.district().isReadable(DistrictForm.AGENCIES)) {
            known("agency", match.list(MatchForm.AGENCY), district.agencyNames());
        }
        if (district.district().isReadable(DistrictForm.FEEDS)) {
            known("feed", match.list(MatchForm.FEED), district.feeds().keySet());
        }
        if (district.district().isReadable(DistrictForm.AGREEMENTS)) {
            known(
                    "agreement",
                    match.list(MatchForm.AGREEMENT),
                    district.agreements().keySet());
        }
        if (draft.section().isReadable(RoutingForm.RECIPIENTS)) {
            known(
                    "recipient",
                    match.list(MatchForm.RECIPIENT),
                    draft.recipients().keySet());
        }
        if (district.whole()) {
            known("campus", match.list(MatchForm.CAMPUS), district.campuses().keySet());
            known("post", match.list(MatchForm.POST), district.postNames());
            known("entrance", match.list(MatchForm.ENTRANCE), entrances(match));
        }
    }

    /** Those of the campuses that the match names, else of all. */
    private Set<String> entrances(Section match) {
        Set<String> campuses = match.has(MatchForm.CAMPUS)
                ? Set.copyOf(match.values(MatchForm.CAMPUS))
                : district.campuses().keySet();
        Set<String> entrances = new TreeSet<>();
        district.campuses().forEach((id, campus) -> {
            if (campuses.contains(id)) {
                campus.sections(CampusForm.ENTRANCES)
                        .forEach(entrance -> entrance.find(EntranceForm.ID).ifPresent(entrances::add));
            }
        });
        return entrances;
    }

    private void known(String noun, List<Located<String>> named, Collection<String> valid) {
        named.forEach(name -> known(noun, name.value(), name.at(), valid));
    }

    private void known(String noun, String name, Spot at, Collection<String> valid) {
        if (!valid.contains(name)) {
            faults.error(at, NameSuggestion.unknownNameMessage(noun, name, new ArrayList<>(valid)));
        }
    }
}
