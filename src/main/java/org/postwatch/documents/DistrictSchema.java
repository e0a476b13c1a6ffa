package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
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
        static final SectionKey<String> NAME = optional("name", ValueFormats.NAME);
        static final SectionKey<String> CLASS = required("class", ValueFormats.ID);
        static final SectionSchema SECTION = SectionSchema.of("an agency", ID, NAME, CLASS);

        private AgencySchema() {}
    }

    /** A named thing with dates. */
    static final class DatedNameSchema {
        static final SectionKey<String> NAME = required("name", ValueFormats.ID);
        static final SectionSchema CREDENTIAL = sectionOf("a credential");
        static final SectionSchema AFFILIATION = sectionOf("an affiliation");

        private DatedNameSchema() {}

        private static SectionSchema sectionOf(String noun) {
            return SectionSchema.of(noun, NAME, DateRangeKeys.FROM, DateRangeKeys.TO)
                    .withRule(DateRangeKeys::check);
        }
    }

    static final class OfficerSchema {
        private static final int MAX_PARTS = 100;

        static final SectionKey<String> BADGE = required("badge", ValueFormats.BADGE);
        static final SectionKey<String> KIND = required("kind", ValueFormats.ID);
        static final SectionKey<String> AGENCY = optional("agency", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> DUTIES =
                optional("duties", ListParser.names("duties", ValueFormats.ID));
        static final SectionKey<List<LocatedValue<ParsedSection>>> CREDENTIALS =
                optional("credentials", ListParser.sections("credentials", DatedNameSchema.CREDENTIAL, MAX_PARTS));
        static final SectionKey<List<LocatedValue<ParsedSection>>> AFFILIATIONS =
                optional("affiliations", ListParser.sections("affiliations", DatedNameSchema.AFFILIATION, MAX_PARTS));
        static final SectionSchema SECTION = SectionSchema.of(
                        "an officer",
                        BADGE,
                        KIND,
                        AGENCY,
                        DUTIES,
                        CREDENTIALS,
                        AFFILIATIONS,
                        DateRangeKeys.FROM,
                        DateRangeKeys.TO)
                .withRule(DateRangeKeys::check);

        private OfficerSchema() {}
    }

    static final class StaffingExceptionSchema {
        static final SectionKey<String> ID = required("id", ValueFormats.BADGE);
        static final SectionKey<List<LocatedValue<String>>> KINDS =
                required("kinds", ListParser.nonEmptyNames("kinds", ValueFormats.ID));
        static final SectionKey<List<LocatedValue<String>>> CAMPUSES =
                optional("campuses", ListParser.nonEmptyNames("campuses", ValueFormats.ID));
        static final SectionKey<List<LocatedValue<String>>> POSTS =
                optional("posts", ListParser.nonEmptyNames("posts", ValueFormats.ID));
        static final SectionKey<String> BY = required("by", ValueFormats.NAME);
        static final SectionKey<String> REASON = required("reason", ValueFormats.REASON);
        static final SectionSchema SECTION = SectionSchema.of(
                        "an exception", ID, KINDS, CAMPUSES, POSTS, DateRangeKeys.FROM, DateRangeKeys.TO, BY, REASON)
                .withRule(DateRangeKeys::check);

        private StaffingExceptionSchema() {}
    }

    /** Hours of some days of the week, by default of all. */
    static final class FeedHoursSchema {
        private static final int MAX_PERIODS = 50;

        static final SectionKey<List<LocatedValue<DayOfWeek>>> DAYS =
                optional("days", new ListParser<>(ValueFormats.DAY_OF_WEEK, "days", 1, 7, true));
        static final SectionKey<LocalTime> FROM = required("from", ValueFormats.TIME_OF_DAY);
        static final SectionKey<LocalTime> TO = required("to", ValueFormats.TIME_OF_DAY);
        static final SectionSchema SECTION = SectionSchema.of("hours", DAYS, FROM, TO);

        private FeedHoursSchema() {}
    }

    static final class FeedSchema {
        static final SectionKey<String> SOURCE = required("source", ValueFormats.ID);
        static final SectionKey<List<LocatedValue<String>>> AGENCIES =
                optional("agencies", ListParser.names("agencies", ValueFormats.ID));
        static final SectionKey<List<LocatedValue<String>>> CAMPUSES =
                optional("campuses", ListParser.nonEmptyNames("campuses", ValueFormats.ID));
        static final SectionKey<List<LocatedValue<Set<EventType>>>> TYPES = optional(
                "types", ListParser.names("types", new EnumParser<>("event type", EventTypeNames.GRANTS_BY_NAME)));
        static final SectionKey<Integer> LIMIT = optional("limit", ValueFormats.minutes(1, Feed.MAX_LIMIT_MINUTES));
        static final SectionKey<List<LocatedValue<ParsedSection>>> HOURS =
                optional("hours", ListParser.sections("hours", FeedHoursSchema.SECTION, FeedHoursSchema.MAX_PERIODS));
        static final SectionKey<FeedKeys> KEY = optional("key", new SigningKeysParser());
        static final SectionSchema SECTION = SectionSchema.of(
                        "a feed",
                        SOURCE,
                        AGENCIES,
                        CAMPUSES,
                        TYPES,
                        LIMIT,
                        HOURS,
                        DateRangeKeys.FROM,
                        DateRangeKeys.TO,
                        KEY)
                .withRule(DateRangeKeys::check);

        private FeedSchema() {}
    }

    static final SectionKey<String> DISTRICT = required("district", ValueFormats.DISTRICT);
    static final SectionKey<String> NAME = optional("name", ValueFormats.NAME);
    static final SectionKey<ZoneId> ZONE = required("zone", ValueFormats.ZONE);
    static final SectionKey<LocalDate> FIRST_DAY = required("first-day", ValueFormats.DATE);
    static final SectionKey<List<LocatedValue<String>>> SEVERITIES =
            optional("severities", new ListParser<>(ValueFormats.ID, "severities", 1, 20, true));
    static final SectionKey<ParsedSection> SETTINGS = optional("settings", SettingsSchema.SECTION);
    static final SectionKey<ParsedSection> CALENDAR = CampusSchema.CALENDAR;
    static final SectionKey<List<LocatedValue<ParsedSection>>> AGENCIES = sectionList("agencies", AgencySchema.SECTION);
    static final SectionKey<List<LocatedValue<ParsedSection>>> OFFICERS =
            sectionList("officers", OfficerSchema.SECTION);
    static final SectionKey<List<LocatedValue<ParsedSection>>> AGREEMENTS =
            sectionList("agreements", AgreementSchema.SECTION);
    static final SectionKey<List<LocatedValue<ParsedSection>>> EXCEPTIONS =
            sectionList("exceptions", StaffingExceptionSchema.SECTION);
    static final SectionKey<List<LocatedValue<ParsedSection>>> FEEDS = sectionList("feeds", FeedSchema.SECTION);
    static final SectionKey<List<LocatedValue<ParsedSection>>> DISQUALIFYING_AFFILIATIONS =
            sectionList("disqualifying-affiliations", DatedNameSchema.AFFILIATION);
    static final SectionSchema SECTION = SectionSchema.of(
            "a district",
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

    private DistrictSchema() {}

    private static SectionKey<List<LocatedValue<ParsedSection>>> sectionList(String name, SectionSchema item) {
        return optional(name, ListParser.sections(name.replace('-', ' '), item, ListParser.MAX_ITEMS));
    }
}
