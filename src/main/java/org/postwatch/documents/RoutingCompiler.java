package org.postwatch.documents;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.delivery.log.LogAddress;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.RouteSchema.EscalationStepSchema;
import org.postwatch.documents.RouteSchema.GroupingSchema;
import org.postwatch.documents.RouteSchema.MatchSchema;
import org.postwatch.documents.RouteSchema.QuietHoursSchema;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.notification.route.RoutingConfig.CampusDetails;
import org.postwatch.notification.route.RoutingConfig.NotificationSettings;
import org.postwatch.plan.Campus;
import org.postwatch.plan.District;
import org.postwatch.plan.FeedKeys;

/** Compiles the routing from sections without errors; a route inherits the settings that it leaves out. */
final class RoutingCompiler {
    private static final Duration DEFAULT_GROUP_WAIT = Duration.ofSeconds(30);
    private static final Duration DEFAULT_GROUP_INTERVAL = Duration.ofMinutes(5);

    /** The recipient of a district without routing: everything goes to the log, and nothing outside. */
    private static final String DEFAULT_RECIPIENT = "log";

    private final DistrictDraft district;

    private RoutingCompiler(DistrictDraft district) {
        this.district = district;
    }

    static RoutingConfig compile(
            DistrictDraft draft, Optional<RoutingDraft> routing, District district, Map<String, Campus> campuses) {
        RoutingCompiler compiler = new RoutingCompiler(draft);
        SortedMap<String, CampusDetails> places = new TreeMap<>();
        campuses.forEach((id, campus) -> places.put(id, new CampusDetails(campus.name(), campus.zone())));
        SortedMap<String, String> agencies = new TreeMap<>();
        district.agencies().forEach((id, agency) -> agencies.put(id, agency.agencyClass()));
        return new RoutingConfig(
                district.id(),
                district.name(),
                district.zone(),
                district.severities(),
                places,
                compiler.conductFeeds(),
                agencies,
                routing.map(r -> recipients(r, agencies)).orElseGet(RoutingCompiler::defaultRecipients),
                routing.map(r -> root(r.section().require(RoutingSchema.ROUTES)))
                        .orElseGet(() -> Route.notifyingAll(List.of(DEFAULT_RECIPIENT))),
                routing.map(RoutingDraft::policy).orElseGet(RoutingCompiler::defaultPolicy),
                routing.map(r -> notificationSettings(r.section())).orElse(NotificationSettings.DEFAULT));
    }

    private SortedMap<String, RoutingConfig.ConductFeed> conductFeeds() {
        SortedMap<String, RoutingConfig.ConductFeed> feeds = new TreeMap<>();
        district.feeds().forEach((source, feed) -> {
            if (feed.values(FeedSchema.TYPES).contains(EventTypeNames.CONDUCT)) {
                feeds.put(
                        source,
                        new RoutingConfig.ConductFeed(
                                Set.copyOf(feed.values(FeedSchema.CAMPUSES)),
                                DateRangeKeys.dateTimeRange(feed),
                                feed.get(FeedSchema.KEY, FeedKeys.NONE)));
            }
        });
        return feeds;
    }

    private static SortedMap<String, Recipient> defaultRecipients() {
        return new TreeMap<>(Map.of(
                DEFAULT_RECIPIENT,
                new Recipient(
                        DEFAULT_RECIPIENT,
                        District.OWN_AGENCY,
                        AgencyClasses.OWN_AGENCY_CLASS,
                        new LogAddress(),
                        false,
                        Recipient.DEFAULT_GIVE_UP_AFTER)));
    }

    private static DisclosurePolicy defaultPolicy() {
        return new DisclosurePolicy(
                List.of(RoutingDraft.districtRule(AgencyClasses.OWN_AGENCY_CLASS)), Set.of(), Set.of());
    }

    private static SortedMap<String, Recipient> recipients(RoutingDraft draft, Map<String, String> classes) {
        SortedMap<String, Recipient> recipients = new TreeMap<>();
        draft.recipients().forEach((id, s) -> {
            String agency = RoutingDraft.agencyOf(s);
            recipients.put(
                    id,
                    new Recipient(
                            id,
                            agency,
                            classes.get(agency),
                            RecipientSchema.address(s).orElseThrow(),
                            s.get(RecipientSchema.WATCHDOG, false),
                            s.get(RecipientSchema.GIVE_UP, Recipient.DEFAULT_GIVE_UP_AFTER)));
        });
        return recipients;
    }

    private static NotificationSettings notificationSettings(ParsedSection s) {
        return new NotificationSettings(
                s.find(RoutingSchema.ACKNOWLEDGED_FOR),
                s.get(RoutingSchema.DIGEST_AT, NotificationSettings.DEFAULT.digestAt()),
                s.get(RoutingSchema.SILENCE_WARNING, NotificationSettings.DEFAULT.silenceWarning()));
    }

    private static Route root(ParsedSection section) {
        return route(section, RouteSchema.ROOT_TO, "routes", Route.notifyingAll(List.of()));
    }

    private static Route route(ParsedSection s, SectionKey<List<LocatedValue<String>>> to, String path, Route above) {
        Route own = new Route(
                path,
                s.find(RouteSchema.MATCH).map(RoutingCompiler::match).orElseGet(TreeMap::new),
                s.find(to).map(LocatedValue::values).orElse(above.to()),
                s.find(RouteSchema.GROUP)
                        .map(g -> g.map(RoutingCompiler::group))
                        .orElse(above.group()),
                s.find(RouteSchema.QUIET)
                        .map(q -> q.map(RoutingCompiler::quiet))
                        .orElse(above.quietHours()),
                s.find(RouteSchema.ESCALATE).map(RoutingCompiler::steps).orElse(above.escalate()),
                s.find(RouteSchema.REPEAT).orElse(above.repeat()),
                s.get(RouteSchema.CONTINUE, false),
                List.of());
        List<ParsedSection> below = s.sections(RouteSchema.ROUTES);
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < below.size(); i++) {
            // The root route is named by its key; routes below it are counted from there.
            String at = (to == RouteSchema.ROOT_TO ? path : path + ".routes") + "[" + i + "]";
            routes.add(route(below.get(i), RouteSchema.TO, at, own));
        }
        return new Route(
                own.path(),
                own.match(),
                own.to(),
                own.group(),
                own.quietHours(),
                own.escalate(),
                own.repeat(),
                own.continueMatching(),
                routes);
    }

    private static SortedMap<String, Set<String>> match(ParsedSection s) {
        SortedMap<String, Set<String>> match = new TreeMap<>();
        MatchSchema.LABELS.stream().filter(s::has).forEach(key -> match.put(key.name(), Set.copyOf(s.values(key))));
        return match;
    }

    private static Route.Grouping group(ParsedSection s) {
        return new Route.Grouping(
                s.values(GroupingSchema.BY),
                s.get(GroupingSchema.WAIT, DEFAULT_GROUP_WAIT),
                s.get(GroupingSchema.INTERVAL, DEFAULT_GROUP_INTERVAL));
    }

    private static Route.QuietHours quiet(ParsedSection s) {
        return new Route.QuietHours(
                s.require(QuietHoursSchema.FROM), s.require(QuietHoursSchema.TO), s.require(QuietHoursSchema.BELOW));
    }

    private static List<Route.EscalationStep> steps(List<LocatedValue<ParsedSection>> steps) {
        return LocatedValue.values(steps).stream()
                .map(s -> new Route.EscalationStep(
                        s.require(EscalationStepSchema.AFTER), s.values(EscalationStepSchema.TO)))
                .toList();
    }
}
