package org.postwatch.codec.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.codec.document.DistrictForm.FeedForm;
import org.postwatch.codec.document.RouteForm.GroupForm;
import org.postwatch.codec.document.RouteForm.MatchForm;
import org.postwatch.codec.document.RouteForm.QuietForm;
import org.postwatch.codec.document.RouteForm.StepForm;
import org.postwatch.plan.Campus;
import org.postwatch.plan.District;
import org.postwatch.plan.FeedKeys;
import org.postwatch.routing.Address;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Routing.Habits;
import org.postwatch.routing.Routing.Place;

/** From the routing's sections without errors to its record; what a route leaves open it gets from the one above. */
final class RoutingCompiler {
    private static final Duration WAIT_USUAL = Duration.ofSeconds(30);
    private static final Duration INTERVAL_USUAL = Duration.ofMinutes(5);

    /** Of a district that says nothing: everything goes to the log, and to nobody outside. */
    private static final String USUAL_RECIPIENT = "log";

    private final Draft district;

    private RoutingCompiler(Draft district) {
        this.district = district;
    }

    static Routing compile(
            Draft draft, Optional<RoutingDraft> routing, District district, Map<String, Campus> campuses) {
        RoutingCompiler compiler = new RoutingCompiler(draft);
        SortedMap<String, Place> places = new TreeMap<>();
        campuses.forEach((id, campus) -> places.put(id, new Place(campus.name(), campus.zone())));
        SortedMap<String, String> agencies = new TreeMap<>();
        district.agencies().forEach((id, agency) -> agencies.put(id, agency.agencyClass()));
        return new Routing(
                district.id(),
                district.name(),
                district.zone(),
                district.severities(),
                places,
                compiler.conductFeeds(),
                agencies,
                routing.map(r -> recipients(r, agencies)).orElseGet(RoutingCompiler::usualRecipients),
                routing.map(r -> root(r.section().need(RoutingForm.ROUTES)))
                        .orElseGet(() -> Route.toAll(List.of(USUAL_RECIPIENT))),
                routing.map(RoutingDraft::policy).orElseGet(RoutingCompiler::usualPolicy),
                routing.map(r -> habits(r.section())).orElse(Habits.USUAL));
    }

    private SortedMap<String, Routing.ConductFeed> conductFeeds() {
        SortedMap<String, Routing.ConductFeed> feeds = new TreeMap<>();
        district.feeds().forEach((source, feed) -> {
            if (feed.values(FeedForm.TYPES).contains(Types.CONDUCT)) {
                feeds.put(
                        source,
                        new Routing.ConductFeed(
                                Set.copyOf(feed.values(FeedForm.CAMPUSES)),
                                Dating.dates(feed),
                                feed.get(FeedForm.KEY, FeedKeys.NONE)));
            }
        });
        return feeds;
    }

    private static SortedMap<String, Recipient> usualRecipients() {
        return new TreeMap<>(Map.of(
                USUAL_RECIPIENT,
                new Recipient(
                        USUAL_RECIPIENT,
                        District.OWN_AGENCY,
                        AgencyClasses.OWN_AGENCY_CLASS,
                        new Address.Log(),
                        false,
                        Recipient.GIVE_UP_USUAL)));
    }

    private static Policy usualPolicy() {
        return new Policy(List.of(RoutingDraft.ownRule(AgencyClasses.OWN_AGENCY_CLASS)), Set.of(), Set.of());
    }

    private static SortedMap<String, Recipient> recipients(RoutingDraft draft, Map<String, String> classes) {
        SortedMap<String, Recipient> recipients = new TreeMap<>();
        draft.recipients().forEach((id, s) -> {
            String agency = RoutingDraft.agency(s);
            Key<Section> key =
                    RecipientForm.ADDRESSES.stream().filter(s::has).findFirst().orElseThrow();
            recipients.put(
                    id,
                    new Recipient(
                            id,
                            agency,
                            classes.get(agency),
                            AddressCompiler.address(key, s.need(key)),
                            s.get(RecipientForm.WATCHDOG, false),
                            s.get(RecipientForm.GIVE_UP, Recipient.GIVE_UP_USUAL)));
        });
        return recipients;
    }

    private static Habits habits(Section s) {
        return new Habits(
                s.find(RoutingForm.ACKNOWLEDGED_FOR),
                s.get(RoutingForm.DIGEST_AT, Habits.USUAL.digestAt()),
                s.get(RoutingForm.SILENCE_WARNING, Habits.USUAL.silenceWarning()));
    }

    private static Route root(Section section) {
        return route(section, RouteForm.ROOT_TO, "routes", Route.toAll(List.of()));
    }

    private static Route route(Section s, Key<List<Located<String>>> to, String path, Route above) {
        Route own = new Route(
                path,
                s.find(RouteForm.MATCH).map(RoutingCompiler::match).orElseGet(TreeMap::new),
                s.find(to).map(Located::values).orElse(above.to()),
                s.find(RouteForm.GROUP).map(g -> g.map(RoutingCompiler::group)).orElse(above.group()),
                s.find(RouteForm.QUIET).map(q -> q.map(RoutingCompiler::quiet)).orElse(above.quiet()),
                s.find(RouteForm.ESCALATE).map(RoutingCompiler::steps).orElse(above.escalate()),
                s.find(RouteForm.REPEAT).orElse(above.repeat()),
                s.get(RouteForm.CONTINUE, false),
                List.of());
        List<Section> below = s.sections(RouteForm.ROUTES);
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < below.size(); i++) {
            // The root is called as its key is; what stands in it is counted from there.
            String at = (to == RouteForm.ROOT_TO ? path : path + ".routes") + "[" + i + "]";
            routes.add(route(below.get(i), RouteForm.TO, at, own));
        }
        return new Route(
                own.path(),
                own.match(),
                own.to(),
                own.group(),
                own.quiet(),
                own.escalate(),
                own.repeat(),
                own.goesOn(),
                routes);
    }

    private static SortedMap<String, Set<String>> match(Section s) {
        SortedMap<String, Set<String>> match = new TreeMap<>();
        MatchForm.LABELS.stream().filter(s::has).forEach(key -> match.put(key.name(), Set.copyOf(s.values(key))));
        return match;
    }

    private static Route.Grouping group(Section s) {
        return new Route.Grouping(
                s.values(GroupForm.BY), s.get(GroupForm.WAIT, WAIT_USUAL), s.get(GroupForm.INTERVAL, INTERVAL_USUAL));
    }

    private static Route.Quiet quiet(Section s) {
        return new Route.Quiet(s.need(QuietForm.FROM), s.need(QuietForm.TO), s.need(QuietForm.BELOW));
    }

    private static List<Route.Step> steps(List<Located<Section>> steps) {
        return Located.values(steps).stream()
                .map(s -> new Route.Step(s.need(StepForm.AFTER), s.values(StepForm.TO)))
                .toList();
    }
}
