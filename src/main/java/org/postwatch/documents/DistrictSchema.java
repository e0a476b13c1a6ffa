package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.optionalList;
import static org.postwatch.documents.form.SectionKey.required;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.postwatch.documents.form.EnumParser;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.event.EventType;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKeys;

/** The keys of {@code district.yaml}. */
final class DistrictSchema {
    static final class AgencySchema {
        static final SectionKey<String> ID = required("id", ValueFormats.ID);
        static final SectionKey<String> NAME =
                optional("name", ValueFormats.NAME, "The display name. If absent, the id.");
        static final SectionKey<String> CLASS = required(
                "class",
                ValueFormats.ID,
                "The class of the agency, for example municipal-police or sheriff. Disclosure policies use it. docs/routing.md lists the classes; the configuration of an instance can add some.");
        static final SectionSchema SECTION =
                SectionSchema.of("an agency", "An employer of officers. `district` always exists.", ID, NAME, CLASS);

        private AgencySchema() {}
    }

    /** A named thing with dates. */
    static final class DatedNameSchema {
        static final SectionKey<String> NAME = required("name", ValueFormats.ID);
        static final SectionSchema CREDENTIAL = sectionOf("a credential", "A credential and when it is valid.");
        static final SectionSchema AFFILIATION = sectionOf("an affiliation", "A formal affiliation and its dates.");

        private DatedNameSchema() {}

        private static SectionSchema sectionOf(String noun, String description) {
            return SectionSchema.of(noun, description, NAME, DateRangeKeys.FROM, DateRangeKeys.TO)
                    .withRule(DateRangeKeys::check);
        }
    }

    static final class OfficerSchema {
        private static final int MAX_PARTS = 100;

        static final SectionKey<String> BADGE = required("badge", ValueFormats.BADGE);
        static final SectionKey<String> KIND =
                required("kind", ValueFormats.ID, "The kind of officer, for example police, deputy or guard.");
        static final SectionKey<String> AGENCY = optional(
                        "agency", ValueFormats.ID, "The employer: an agency, or `district` itself.")
                .withDefault("district");
        static final SectionKey<List<LocatedValue<String>>> DUTIES = optionalList(
                "duties",
                ListParser.names("duties", ValueFormats.ID),
                "The duties that the officer may have. If there is only one, it is used when an event does not state the duty.");
        static final SectionKey<List<LocatedValue<ParsedSection>>> CREDENTIALS = optionalList(
                "credentials",
                ListParser.sections("credentials", DatedNameSchema.CREDENTIAL, MAX_PARTS),
                "The credentials that the officer has.");
        static final SectionKey<List<LocatedValue<ParsedSection>>> AFFILIATIONS = optionalList(
                "affiliations",
                ListParser.sections("affiliations", DatedNameSchema.AFFILIATION, MAX_PARTS),
                "Formal affiliations.");
        static final SectionSchema SECTION = SectionSchema.of(
                        "an officer",
                        "An officer, by badge.",
                        BADGE,
                        KIND,
                        AGENCY,
                        DUTIES,
                        CREDENTIALS,
                        AFFILIATIONS,
                        DateRangeKeys.FROM.describedAs("On the roster from. If absent, no start."),
                        DateRangeKeys.TO.describedAs("On the roster until. If absent, no end."))
                .withRule(DateRangeKeys::check);

        private OfficerSchema() {}
    }

    static final class StaffingExceptionSchema {
        static final SectionKey<String> ID = required("id", ValueFormats.BADGE);
        static final SectionKey<List<LocatedValue<String>>> KINDS = required(
                "kinds",
                ListParser.nonEmptyNames("kinds", ValueFormats.ID),
                "The kinds of officer that the exception allows.");
        static final SectionKey<List<LocatedValue<String>>> CAMPUSES = optional(
                "campuses",
                ListParser.nonEmptyNames("campuses", ValueFormats.ID),
                "The campuses where it is required. If absent, all of them.");
        static final SectionKey<List<LocatedValue<String>>> POSTS = optional(
                "posts",
                ListParser.nonEmptyNames("posts", ValueFormats.ID),
                "The posts that it requires. If absent, every post.");
        static final SectionKey<String> BY = required("by", ValueFormats.NAME, "Who made the decision.");
        static final SectionKey<String> REASON = required("reason", ValueFormats.REASON, "The reason.");
        static final SectionSchema SECTION = SectionSchema.of(
                        "an exception",
                        "A recorded decision that lets other kinds of officer fill a post.",
                        ID,
                        KINDS,
                        CAMPUSES,
                        POSTS,
                        DateRangeKeys.FROM,
                        DateRangeKeys.TO,
                        BY,
                        REASON)
                .withRule(DateRangeKeys::check);

        private StaffingExceptionSchema() {}
    }

    /** Hours of some days of the week, by default of all. */
    static final class FeedHoursSchema {
        private static final int MAX_PERIODS = 50;

        static final SectionKey<List<LocatedValue<DayOfWeek>>> DAYS = optional(
                "days",
                new ListParser<>(ValueFormats.DAY_OF_WEEK, "days", 1, 7, true),
                "The days of the week on which the hours start. If absent, every day.");
        static final SectionKey<LocalTime> FROM = required("from", ValueFormats.TIME_OF_DAY);
        static final SectionKey<LocalTime> TO =
                required("to", ValueFormats.TIME_OF_DAY, "The end. A time at or before the start is on the next day.");
        static final SectionSchema SECTION =
                SectionSchema.of("hours", "Hours on some days of the week.", DAYS, FROM, TO);

        private FeedHoursSchema() {}
    }

    static final class FeedSchema {
        static final SectionKey<String> SOURCE = required("source", ValueFormats.ID, "The CloudEvents source.");
        static final SectionKey<List<LocatedValue<String>>> AGENCIES = optionalList(
                "agencies",
                ListParser.names("agencies", ValueFormats.ID),
                "The agencies whose officers it may report, for example `district`.");
        static final SectionKey<List<LocatedValue<String>>> CAMPUSES = optional(
                "campuses",
                ListParser.nonEmptyNames("campuses", ValueFormats.ID),
                "The campuses that it may report. If absent, every campus.");
        static final SectionKey<List<LocatedValue<Set<EventType>>>> TYPES = optionalList(
                "types",
                ListParser.names("types", new EnumParser<>("event type", EventTypeNames.GRANTS_BY_NAME)),
                "The types of event that the feed may send. Heartbeats are always allowed.");
        static final SectionKey<Integer> LIMIT = optional(
                        "limit",
                        ValueFormats.minutes(1, Feed.MAX_LIMIT_MINUTES),
                        "The feed is silent when nothing was received from it for this long (whole minutes, 1m to 1440m).")
                .withDefault("5m");
        static final SectionKey<List<LocatedValue<ParsedSection>>> HOURS = optional(
                "hours",
                ListParser.sections("hours", FeedHoursSchema.SECTION, FeedHoursSchema.MAX_PERIODS),
                "The hours in which the feed is expected to send, in the time zone of the district. If absent, always. Outside these hours the feed is not silent, and at the start of each it has its limit to send. It may send events at any hour.");
        static final SectionKey<FeedKeys> KEY = optional(
                "key",
                new SigningKeysParser(),
                "The secret with which the feed signs its events. To change it, list the old and the new one with dates (by arrival).");
        static final SectionSchema SECTION = SectionSchema.of(
                        "a feed",
                        "A source of events and what it may report.",
                        SOURCE,
                        AGENCIES,
                        CAMPUSES,
                        TYPES,
                        LIMIT,
                        HOURS,
                        DateRangeKeys.FROM.describedAs(
                                "The start. Before it, events of the feed are rejected and the feed is not expected to send. If absent, no start."),
                        DateRangeKeys.TO.describedAs(
                                "The end (a date is inclusive). After it, events of the feed are rejected and the feed is not expected to send. If absent, no end."),
                        KEY)
                .withRule(DateRangeKeys::check);

        private FeedSchema() {}
    }

    static final SectionKey<String> DISTRICT = required(
            "district", ValueFormats.DISTRICT, "The id of the district. Ids that begin with canary- are reserved.");
    static final SectionKey<String> NAME = optional("name", ValueFormats.NAME, "The display name. If absent, the id.");
    static final SectionKey<ZoneId> ZONE = required("zone", ValueFormats.ZONE, "A time zone by its region and city.");
    static final SectionKey<LocalDate> FIRST_DAY = required(
            "first-day",
            ValueFormats.DATE,
            "The first day of the plan. From then on, a feed that never sent anything is silent.");
    static final SectionKey<List<LocatedValue<String>>> SEVERITIES = optional(
                    "severities",
                    new ListParser<>(ValueFormats.ID, "severities", 1, 20, true),
                    "The severities, from the lowest to the highest.")
            .withDefault(SettingsDefaults.SEVERITIES);
    static final SectionKey<ParsedSection> SETTINGS = optional("settings", SettingsSchema.SECTION);
    static final SectionKey<ParsedSection> CALENDAR =
            CampusSchema.CALENDAR.describedAs("The calendar of every campus without a calendar of its own.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> AGENCIES =
            sectionList("agencies", AgencySchema.SECTION, "Employers of officers besides the district.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> OFFICERS = sectionList(
            "officers",
            OfficerSchema.SECTION,
            "The officers of the roster. You can also put officers into files of their own, officers/*.yaml.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> AGREEMENTS =
            sectionList("agreements", AgreementSchema.SECTION, "Contracts and memoranda with agencies.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> EXCEPTIONS =
            sectionList("exceptions", StaffingExceptionSchema.SECTION, "Recorded staffing exceptions.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> FEEDS =
            sectionList("feeds", FeedSchema.SECTION, "The feeds and what each may report.");
    static final SectionKey<List<LocatedValue<ParsedSection>>> DISQUALIFYING_AFFILIATIONS = sectionList(
            "disqualifying-affiliations",
            DatedNameSchema.AFFILIATION,
            "Formal affiliations with which an officer does not count.");
    static final SectionSchema SECTION = SectionSchema.of(
            "a district",
            "The document of a district: calendar, roster, agreements, feeds and campuses.",
            DISTRICT,
            NAME,
            ZONE,
            FIRST_DAY,
            SEVERITIES,
            SETTINGS,
            CALENDAR,
            AGENCIES,
            OFFICERS,
            AGREEMENTS,
            EXCEPTIONS,
            FEEDS,
            DISQUALIFYING_AFFILIATIONS,
            CampusSchema.CAMPUSES);

    /** Officers in a file of their own. */
    static final SectionSchema OFFICERS_FILE_SECTION = SectionSchema.of(
            "a file of officers",
            "A file of officers.",
            required("officers", OFFICERS.parser(), "The officers of this file."));

    private DistrictSchema() {}

    private static SectionKey<List<LocatedValue<ParsedSection>>> sectionList(
            String name, SectionSchema item, String description) {
        return optionalList(name, ListParser.sections(name.replace('-', ' '), item, ListParser.MAX_ITEMS), description);
    }
}
