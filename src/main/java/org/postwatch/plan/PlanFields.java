package org.postwatch.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The fields of a plan's parts, in the order and with the names in which people read their differences. A name is that of
 * the key in documents, if there is one.
 */
final class PlanFields {
    /**
     * @param name empty for a field whose own fields are shown in its place
     * @param item what one of several is called; empty for a field with one value
     */
    record ComparedField<T>(String name, String item, Function<T, ?> value) {
        Object of(Object part) {
            @SuppressWarnings("unchecked")
            T typed = (T) part;
            return value.apply(typed);
        }
    }

    private static final Map<Class<?>, List<ComparedField<?>>> FIELDS = new HashMap<>();
    private static final Map<Class<?>, Function<Object, String>> NAMES = new HashMap<>();

    static {
        fields(
                District.class,
                one("district", District::id),
                one("name", District::name),
                one("zone", District::zone),
                one("first-day", District::firstDay),
                many("severities", "severity", District::severities),
                one("settings", District::settings),
                many("agencies", "agency", District::agencies),
                many("officers", "officer", District::officers),
                many("agreements", "agreement", District::agreements),
                many("exceptions", "exception", District::exemptions),
                many("feeds", "feed", District::feeds),
                many("disqualifying-affiliations", "disqualifying affiliation", District::disqualifyingAffiliations),
                one("watched-from", District::monitoredFrom));
        fields(
                DistrictSettings.class,
                one("presence-max", DistrictSettings::presenceMax),
                one("no-show: grace", DistrictSettings::shiftGrace),
                one("no-show: ladder", DistrictSettings::shiftLadder),
                one("entrance: grace", DistrictSettings::entranceGrace),
                one("entrance: ladder", DistrictSettings::entranceLadder),
                one("feed: grace", DistrictSettings::feedGrace),
                one("feed: ladder", DistrictSettings::feedLadder),
                one("buzzer: limit", DistrictSettings::buzzerLimit),
                one("buzzer: severity", DistrictSettings::buzzerSeverity),
                one("door-forced: severity", DistrictSettings::forcedSeverity),
                one("agreement: days", DistrictSettings::agreementDays),
                one("agreement: ladder", DistrictSettings::agreementLadder),
                one("forecast-days", DistrictSettings::forecastDays));
        fields(Agency.class, one("id", Agency::id), one("name", Agency::name), one("class", Agency::agencyClass));
        fields(
                Officer.class,
                one("badge", Officer::badge),
                one("kind", Officer::kind),
                one("agency", Officer::agency),
                many("duties", "duty", Officer::duties),
                many("credentials", "credential", Officer::credentials),
                many("affiliations", "affiliation", Officer::affiliations),
                one("roster", Officer::roster));
        fields(
                Agreement.class,
                one("id", Agreement::id),
                one("agency", Agreement::agency),
                many("campuses", "campus", Agreement::campuses),
                one("term", Agreement::term),
                many("suspensions", "suspension", Agreement::suspensions),
                many("approvers", "approver", Agreement::approvers),
                many("decisions", "decision", Agreement::decisions),
                many("renewals", "renewal", Agreement::renewals),
                one("cost", Agreement::cost));
        fields(
                StaffingExemption.class,
                one("id", StaffingExemption::id),
                many("kinds", "kind", StaffingExemption::kinds),
                many("campuses", "campus", StaffingExemption::campuses),
                many("posts", "post", StaffingExemption::posts),
                one("dates", StaffingExemption::dates),
                one("by", StaffingExemption::by),
                one("reason", StaffingExemption::reason));
        fields(
                Feed.class,
                one("source", Feed::source),
                many("agencies", "agency", Feed::agencies),
                many("campuses", "campus", Feed::campuses),
                many("types", "type", Feed::types),
                one("limit", feed -> Duration.ofMinutes(feed.limitMinutes())),
                one("dates", Feed::dates),
                one("hours", Feed::hours),
                one("key", Feed::keys));
        fields(DatedName.class, one("name", DatedName::name), one("dates", DatedName::dates));
        fields(
                Campus.class,
                one("id", Campus::id),
                one("name", Campus::name),
                one("zone", Campus::zone),
                many("posts", "post", Campus::posts),
                many("entrances", "entrance", Campus::entrances),
                one("", Campus::schedule));
        fields(
                Post.class,
                one("id", Post::id),
                one("head-count", Post::headCount),
                many("kinds", "kind", Post::kinds),
                many("duties", "duty", Post::duties),
                many("credentials", "credential", Post::credentials),
                many("feeds", "feed", Post::feeds),
                one("grace", Post::grace),
                one("ladder", Post::ladder));
        fields(Entrance.class, one("id", Entrance::id), many("devices", "device", Entrance::devices));
        fields(
                Entrance.Device.class,
                one("id", Entrance.Device::id),
                one("type", Entrance.Device::type),
                one("feed", Entrance.Device::feed),
                one("from", Entrance.Device::from));
        fields(
                Schedule.class,
                many("terms", "term", Schedule::terms),
                many("holidays", "holiday", Schedule::holidays),
                many("windows", "window", Schedule::weekly),
                many("early-releases", "early release", Schedule::releases),
                many("events", "event", Schedule::specials));
        fields(
                Schedule.WeeklyWindow.class,
                one("name", Schedule.WeeklyWindow::name),
                many("days", "day", Schedule.WeeklyWindow::days),
                one("from", Schedule.WeeklyWindow::from),
                one("to", Schedule.WeeklyWindow::to),
                many("posts", "post", Schedule.WeeklyWindow::posts));
        fields(
                Schedule.EarlyRelease.class,
                one("date", Schedule.EarlyRelease::date),
                one("window", Schedule.EarlyRelease::window),
                one("to", Schedule.EarlyRelease::to));
        fields(
                Schedule.SpecialEvent.class,
                one("name", Schedule.SpecialEvent::name),
                one("date", Schedule.SpecialEvent::date),
                one("from", Schedule.SpecialEvent::from),
                one("to", Schedule.SpecialEvent::to),
                many("posts", "post", Schedule.SpecialEvent::posts));

        name(Agency.class, Agency::id);
        name(Officer.class, Officer::badge);
        name(Agreement.class, Agreement::id);
        name(StaffingExemption.class, StaffingExemption::id);
        name(Feed.class, Feed::source);
        name(DatedName.class, DatedName::name);
        name(Post.class, Post::id);
        name(Entrance.class, Entrance::id);
        name(Entrance.Device.class, Entrance.Device::id);
        name(Schedule.WeeklyWindow.class, Schedule.WeeklyWindow::name);
        name(Schedule.EarlyRelease.class, release -> release.window() + " on " + release.date());
        name(Schedule.SpecialEvent.class, event -> event.name() + " on " + event.date());
    }

    private PlanFields() {}

    /** Empty for what is compared as a whole. */
    static List<ComparedField<?>> of(Class<?> part) {
        return FIELDS.getOrDefault(part, List.of());
    }

    /** The name of an item, by which it is matched; the {@link PlanText} of a value that is no part. */
    static String name(Object item) {
        return NAMES.getOrDefault(item.getClass(), PlanText::of).apply(item);
    }

    /** Whether items of the type have a name of their own. */
    static boolean isNamed(Class<?> part) {
        return NAMES.containsKey(part);
    }

    private static <T extends Record> void name(Class<T> part, Function<T, String> name) {
        NAMES.put(part, item -> name.apply(part.cast(item)));
    }

    @SafeVarargs
    private static <T extends Record> void fields(Class<T> part, ComparedField<T>... fields) {
        for (ComparedField<T> field : fields) {
            FIELDS.computeIfAbsent(part, type -> new ArrayList<>()).add(field);
        }
    }

    private static <T> ComparedField<T> one(String name, Function<T, ?> value) {
        return new ComparedField<>(name, "", value);
    }

    private static <T> ComparedField<T> many(String name, String item, Function<T, ?> value) {
        return new ComparedField<>(name, item, value);
    }
}
