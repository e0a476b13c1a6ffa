package org.postwatch.codec.document;

import static org.postwatch.codec.document.Key.optional;
import static org.postwatch.codec.document.Key.required;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.postwatch.event.EventType;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKeys;

/** The keys of {@code district.yaml}. */
final class DistrictForm {
    static final class AgencyForm {
        static final Key<String> ID = required("id", Formats.ID);
        static final Key<String> NAME = optional("name", Formats.NAME);
        static final Key<String> CLASS = required("class", Formats.ID);
        static final Shape SHAPE = Shape.of("an agency", ID, NAME, CLASS);

        private AgencyForm() {}
    }

    /** A named thing with dates. */
    static final class NamedForm {
        static final Key<String> NAME = required("name", Formats.ID);
        static final Shape CREDENTIAL = dated("a credential");
        static final Shape AFFILIATION = dated("an affiliation");

        private NamedForm() {}

        private static Shape dated(String noun) {
            return Shape.of(noun, NAME, Dating.FROM, Dating.TO).where(Dating::check);
        }
    }

    static final class OfficerForm {
        private static final int PARTS_MAX = 100;

        static final Key<String> BADGE = required("badge", Formats.BADGE);
        static final Key<String> KIND = required("kind", Formats.ID);
        static final Key<String> AGENCY = optional("agency", Formats.ID);
        static final Key<List<Located<String>>> DUTIES = optional("duties", ListOf.names("duties", Formats.ID));
        static final Key<List<Located<Section>>> CREDENTIALS =
                optional("credentials", ListOf.sections("credentials", NamedForm.CREDENTIAL, PARTS_MAX));
        static final Key<List<Located<Section>>> AFFILIATIONS =
                optional("affiliations", ListOf.sections("affiliations", NamedForm.AFFILIATION, PARTS_MAX));
        static final Shape SHAPE = Shape.of(
                        "an officer", BADGE, KIND, AGENCY, DUTIES, CREDENTIALS, AFFILIATIONS, Dating.FROM, Dating.TO)
                .where(Dating::check);

        private OfficerForm() {}
    }

    static final class ExceptionForm {
        static final Key<String> ID = required("id", Formats.BADGE);
        static final Key<List<Located<String>>> KINDS = required("kinds", ListOf.someNames("kinds", Formats.ID));
        static final Key<List<Located<String>>> CAMPUSES =
                optional("campuses", ListOf.someNames("campuses", Formats.ID));
        static final Key<List<Located<String>>> POSTS = optional("posts", ListOf.someNames("posts", Formats.ID));
        static final Key<String> BY = required("by", Formats.NAME);
        static final Key<String> REASON = required("reason", Formats.REASON);
        static final Shape SHAPE = Shape.of(
                        "an exception", ID, KINDS, CAMPUSES, POSTS, Dating.FROM, Dating.TO, BY, REASON)
                .where(Dating::check);

        private ExceptionForm() {}
    }

    /** Hours of some days of the week, by default of all. */
    static final class HoursForm {
        private static final int PERIODS_MAX = 50;

        static final Key<List<Located<DayOfWeek>>> DAYS =
                optional("days", new ListOf<>(Formats.DAY_OF_WEEK, "days", 1, 7, true));
        static final Key<LocalTime> FROM = required("from", Formats.TIME_OF_DAY);
        static final Key<LocalTime> TO = required("to", Formats.TIME_OF_DAY);
        static final Shape SHAPE = Shape.of("hours", DAYS, FROM, TO);

        private HoursForm() {}
    }

    static final class FeedForm {
        static final Key<String> SOURCE = required("source", Formats.ID);
        static final Key<List<Located<String>>> AGENCIES = optional("agencies", ListOf.names("agencies", Formats.ID));
        static final Key<List<Located<String>>> CAMPUSES =
                optional("campuses", ListOf.someNames("campuses", Formats.ID));
        static final Key<List<Located<Set<EventType>>>> TYPES =
                optional("types", ListOf.names("types", new Choice<>("event type", Types.GRANTS)));
        static final Key<Integer> LIMIT = optional("limit", Formats.minutes(1, Feed.LIMIT_MINUTES_MAX));
        static final Key<List<Located<Section>>> HOURS =
                optional("hours", ListOf.sections("hours", HoursForm.SHAPE, HoursForm.PERIODS_MAX));
        static final Key<FeedKeys> KEY = optional("key", new SigningKeys());
        static final Shape SHAPE = Shape.of(
                        "a feed", SOURCE, AGENCIES, CAMPUSES, TYPES, LIMIT, HOURS, Dating.FROM, Dating.TO, KEY)
                .where(Dating::check);

        private FeedForm() {}
    }

    static final Key<String> DISTRICT = required("district", Formats.DISTRICT);
    static final Key<String> NAME = optional("name", Formats.NAME);
    static final Key<ZoneId> ZONE = required("zone", Formats.ZONE);
    static final Key<LocalDate> FIRST_DAY = required("first-day", Formats.DAY);
    static final Key<List<Located<String>>> SEVERITIES =
            optional("severities", new ListOf<>(Formats.ID, "severities", 1, 20, true));
    static final Key<Section> SETTINGS = optional("settings", SettingsForm.SHAPE);
    static final Key<Section> CALENDAR = CampusForm.CALENDAR;
    static final Key<List<Located<Section>>> AGENCIES = many("agencies", AgencyForm.SHAPE);
    static final Key<List<Located<Section>>> OFFICERS = many("officers", OfficerForm.SHAPE);
    static final Key<List<Located<Section>>> AGREEMENTS = many("agreements", AgreementForm.SHAPE);
    static final Key<List<Located<Section>>> EXCEPTIONS = many("exceptions", ExceptionForm.SHAPE);
    static final Key<List<Located<Section>>> FEEDS = many("feeds", FeedForm.SHAPE);
    static final Key<List<Located<Section>>> BARRED = many("barred-affiliations", NamedForm.AFFILIATION);
    static final Shape SHAPE = Shape.of(
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
            BARRED,
            CampusForm.CAMPUSES);

    private DistrictForm() {}

    private static Key<List<Located<Section>>> many(String name, Shape item) {
        return optional(name, ListOf.sections(name.replace('-', ' '), item, ListOf.ITEMS_MAX));
    }
}
