package org.postwatch.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.documents.CampusSchema.DeviceSchema;
import org.postwatch.documents.CampusSchema.EntranceSchema;
import org.postwatch.documents.CampusSchema.PostSchema;
import org.postwatch.documents.DistrictSchema.AgencySchema;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.DistrictSchema.OfficerSchema;
import org.postwatch.documents.DistrictSchema.StaffingExceptionSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.event.EventType;
import org.postwatch.plan.District;

/**
 * All sections of a district by their ids, perhaps with gaps where there were errors. Where an id is given twice, the
 * first section is kept.
 *
 * @param isComplete whether every file of campuses could be read; if not, a campus that is not here may be there
 * @param hasAllOfficers the same for officers
 */
record DistrictDraft(
        ParsedSection district,
        boolean isComplete,
        boolean hasAllOfficers,
        Map<String, ParsedSection> agencies,
        Map<String, ParsedSection> officers,
        Map<String, ParsedSection> agreements,
        Map<String, ParsedSection> exceptions,
        Map<String, ParsedSection> feeds,
        Map<String, ParsedSection> campuses) {

    /**
     * Sorts sections by id and reports every id that is given twice.
     *
     * @param campusFiles each empty when it could not be read
     * @param officerFiles each empty when it could not be read
     */
    static DistrictDraft of(
            ParsedSection district,
            List<Optional<ParsedSection>> campusFiles,
            List<Optional<ParsedSection>> officerFiles,
            Diagnostics diagnostics) {
        List<ParsedSection> campuses = sections(district, campusFiles, CampusSchema.CAMPUSES);
        Map<String, ParsedSection> agencies =
                byId("agency", district.sections(DistrictSchema.AGENCIES), AgencySchema.ID, diagnostics);
        if (agencies.containsKey(District.OWN_AGENCY)) {
            diagnostics.error(
                    agencies.get(District.OWN_AGENCY).at(AgencySchema.ID),
                    "agency 'district' is the district itself and always there; leave it out");
        }
        DistrictDraft draft = new DistrictDraft(
                district,
                isComplete(district, campusFiles, CampusSchema.CAMPUSES),
                district.isErrorFree(DistrictSchema.OFFICERS)
                        && officerFiles.stream()
                                .allMatch(file -> file.isPresent() && file.get().isErrorFree(DistrictSchema.OFFICERS)),
                agencies,
                byId(
                        "officer",
                        sections(district, officerFiles, DistrictSchema.OFFICERS),
                        OfficerSchema.BADGE,
                        diagnostics),
                byId("agreement", district.sections(DistrictSchema.AGREEMENTS), AgreementSchema.ID, diagnostics),
                byId(
                        "exception",
                        district.sections(DistrictSchema.EXCEPTIONS),
                        StaffingExceptionSchema.ID,
                        diagnostics),
                byId("feed", district.sections(DistrictSchema.FEEDS), FeedSchema.SOURCE, diagnostics),
                byId("campus", campuses, CampusSchema.ID, diagnostics));
        for (ParsedSection campus : campuses) {
            byId("post", campus.sections(CampusSchema.POSTS), PostSchema.ID, diagnostics);
            List<ParsedSection> entrances = campus.sections(CampusSchema.ENTRANCES);
            byId("entrance", entrances, EntranceSchema.ID, diagnostics);
            List<ParsedSection> devices = entrances.stream()
                    .flatMap(e -> e.sections(EntranceSchema.DEVICES).stream())
                    .toList();
            byId("device", devices, DeviceSchema.ID, diagnostics);
        }
        return draft;
    }

    private static List<ParsedSection> sections(
            ParsedSection district,
            List<Optional<ParsedSection>> files,
            SectionKey<List<LocatedValue<ParsedSection>>> key) {
        List<ParsedSection> all = new ArrayList<>(district.sections(key));
        files.forEach(file -> file.ifPresent(f -> all.addAll(f.sections(key))));
        return all;
    }

    private static boolean isComplete(ParsedSection district, List<Optional<ParsedSection>> files, SectionKey<?> key) {
        return district.isReadable(key)
                && files.stream()
                        .allMatch(file -> file.isPresent() && file.get().has(key));
    }

    static Map<String, ParsedSection> byId(
            String noun, List<ParsedSection> sections, SectionKey<String> key, Diagnostics diagnostics) {
        Map<String, ParsedSection> byId = new LinkedHashMap<>();
        for (ParsedSection section : sections) {
            String id = section.get(key, null);
            ParsedSection first = id == null ? null : byId.putIfAbsent(id, section);
            if (first != null) {
                diagnostics.error(
                        section.at(key), noun + " '" + id + "' is given twice; the first is at " + first.at(key));
            }
        }
        return byId;
    }

    /** Agencies that may be named: those of the document and the district itself. */
    Set<String> agencyNames() {
        Set<String> names = new LinkedHashSet<>(agencies.keySet());
        names.add(District.OWN_AGENCY);
        return names;
    }

    /** Posts of any campus. */
    Set<String> postNames() {
        Set<String> names = new TreeSet<>();
        campuses.values().forEach(c -> names.addAll(postNames(c)));
        return names;
    }

    static List<String> postNames(ParsedSection campus) {
        return campus.sections(CampusSchema.POSTS).stream()
                .flatMap(p -> p.find(PostSchema.ID).stream())
                .toList();
    }

    static String agencyOf(ParsedSection officer) {
        return officer.get(OfficerSchema.AGENCY, District.OWN_AGENCY);
    }

    /** Duties on which an officer counts for a post: those that it names, else the duty of the same name. */
    static Set<String> dutiesOf(ParsedSection post) {
        return post.has(PostSchema.DUTIES)
                ? Set.copyOf(post.values(PostSchema.DUTIES))
                : post.find(PostSchema.ID).map(Set::of).orElse(Set.of());
    }

    /** Types that a feed may report. */
    static Set<EventType> eventTypesOf(ParsedSection feed) {
        Set<EventType> types = new java.util.HashSet<>();
        feed.values(FeedSchema.TYPES).forEach(types::addAll);
        return types;
    }

    /** Whether a feed may report this type for that campus. */
    static boolean isGranted(ParsedSection feed, EventType type, String campus) {
        return feed.values(FeedSchema.TYPES).stream().anyMatch(t -> t.contains(type))
                && (!feed.has(FeedSchema.CAMPUSES)
                        || feed.values(FeedSchema.CAMPUSES).contains(campus));
    }

    /** The feeds that may report check-ins of some agency's officers at a campus: those of a post, unless it lists its own. */
    Map<String, ParsedSection> staffingFeeds(String campus) {
        Map<String, ParsedSection> telling = new HashMap<>();
        feeds.forEach((source, feed) -> {
            boolean ofSomebody = !feed.list(FeedSchema.AGENCIES).isEmpty() || !feed.isErrorFree(FeedSchema.AGENCIES);
            if (ofSomebody && isGranted(feed, EventType.CHECKED_IN, campus)) {
                telling.put(source, feed);
            }
        });
        return telling;
    }
}
