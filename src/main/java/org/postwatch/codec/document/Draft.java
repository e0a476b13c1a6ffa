package org.postwatch.codec.document;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.codec.document.CampusForm.DeviceForm;
import org.postwatch.codec.document.CampusForm.EntranceForm;
import org.postwatch.codec.document.CampusForm.PostForm;
import org.postwatch.codec.document.DistrictForm.AgencyForm;
import org.postwatch.codec.document.DistrictForm.ExceptionForm;
import org.postwatch.codec.document.DistrictForm.FeedForm;
import org.postwatch.codec.document.DistrictForm.OfficerForm;
import org.postwatch.event.EventType;
import org.postwatch.plan.District;

/**
 * All sections of a district by their ids, perhaps with gaps where there were faults. Where an id is given twice the
 * first one stands here.
 *
 * @param whole whether every file could be read; if not, a campus that is not here may be there
 */
record Draft(
        Section district,
        boolean whole,
        Map<String, Section> agencies,
        Map<String, Section> officers,
        Map<String, Section> agreements,
        Map<String, Section> exceptions,
        Map<String, Section> feeds,
        Map<String, Section> campuses) {

    /** Sorts sections by id and tells every id that is given twice. */
    static Draft of(Section district, List<Section> campuses, boolean whole, Faults faults) {
        Map<String, Section> agencies = byId("agency", district.sections(DistrictForm.AGENCIES), AgencyForm.ID, faults);
        if (agencies.containsKey(District.OWN_AGENCY)) {
            faults.error(
                    agencies.get(District.OWN_AGENCY).at(AgencyForm.ID),
                    "agency 'district' is the district itself and always there; leave it out");
        }
        Draft draft = new Draft(
                district,
                whole,
                agencies,
                byId("officer", district.sections(DistrictForm.OFFICERS), OfficerForm.BADGE, faults),
                byId("agreement", district.sections(DistrictForm.AGREEMENTS), AgreementForm.ID, faults),
                byId("exception", district.sections(DistrictForm.EXCEPTIONS), ExceptionForm.ID, faults),
                byId("feed", district.sections(DistrictForm.FEEDS), FeedForm.SOURCE, faults),
                byId("campus", campuses, CampusForm.ID, faults));
        for (Section campus : campuses) {
            byId("post", campus.sections(CampusForm.POSTS), PostForm.ID, faults);
            List<Section> entrances = campus.sections(CampusForm.ENTRANCES);
            byId("entrance", entrances, EntranceForm.ID, faults);
            List<Section> devices = entrances.stream()
                    .flatMap(e -> e.sections(EntranceForm.DEVICES).stream())
                    .toList();
            byId("device", devices, DeviceForm.ID, faults);
        }
        return draft;
    }

    static Map<String, Section> byId(String noun, List<Section> sections, Key<String> key, Faults faults) {
        Map<String, Section> byId = new LinkedHashMap<>();
        for (Section section : sections) {
            String id = section.get(key, null);
            Section first = id == null ? null : byId.putIfAbsent(id, section);
            if (first != null) {
                faults.error(section.at(key), noun + " '" + id + "' is given twice; the first is at " + first.at(key));
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

    static List<String> postNames(Section campus) {
        return campus.sections(CampusForm.POSTS).stream()
                .flatMap(p -> p.find(PostForm.ID).stream())
                .toList();
    }

    static String agency(Section officer) {
        return officer.get(OfficerForm.AGENCY, District.OWN_AGENCY);
    }

    /** Duties on which an officer counts for a post: those it names, else the one that is called like it. */
    static Set<String> duties(Section post) {
        return post.has(PostForm.DUTIES)
                ? Set.copyOf(post.values(PostForm.DUTIES))
                : post.find(PostForm.ID).map(Set::of).orElse(Set.of());
    }

    /** Types that a feed may tell. */
    static Set<EventType> types(Section feed) {
        Set<EventType> types = new java.util.HashSet<>();
        feed.values(FeedForm.TYPES).forEach(types::addAll);
        return types;
    }

    /** Whether a feed may tell this of that campus. */
    static boolean grants(Section feed, EventType type, String campus) {
        return feed.values(FeedForm.TYPES).stream().anyMatch(t -> t.contains(type))
                && (!feed.has(FeedForm.CAMPUSES)
                        || feed.values(FeedForm.CAMPUSES).contains(campus));
    }

    /** The feeds that may report check-ins of some agency's officers at a campus: those of a post, unless it lists its own. */
    Map<String, Section> staffingFeeds(String campus) {
        Map<String, Section> telling = new HashMap<>();
        feeds.forEach((source, feed) -> {
            boolean ofSomebody = !feed.list(FeedForm.AGENCIES).isEmpty() || !feed.isSound(FeedForm.AGENCIES);
            if (ofSomebody && grants(feed, EventType.CHECKED_IN, campus)) {
                telling.put(source, feed);
            }
        });
        return telling;
    }
}
