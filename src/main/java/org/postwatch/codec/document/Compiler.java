package org.postwatch.codec.document;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.codec.document.CampusForm.DeviceForm;
import org.postwatch.codec.document.CampusForm.EntranceForm;
import org.postwatch.codec.document.CampusForm.PostForm;
import org.postwatch.codec.document.DistrictForm.AgencyForm;
import org.postwatch.plan.Agency;
import org.postwatch.plan.Campus;
import org.postwatch.plan.District;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Ladder;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;
import org.postwatch.routing.AgencyClasses;

/** From sections without errors to the records of a plan. */
final class Compiler {
    private final Draft draft;
    private final Section section;
    private final ZoneId zone;
    private final LocalDate first;
    private final Duration grace;
    private final Ladder ladder;
    private final Schedule shared;

    private Compiler(Draft draft) {
        this.draft = draft;
        section = draft.district();
        zone = section.need(DistrictForm.ZONE);
        first = section.need(DistrictForm.FIRST_DAY);
        Optional<Section> settings = section.find(DistrictForm.SETTINGS);
        grace = SettingsDefaults.get(settings, SettingsForm.GRACE, SettingsDefaults.GRACE);
        ladder = SettingsDefaults.ladder(settings, SettingsDefaults.POST_LADDER);
        shared = Calendar.of(section, section).schedule();
    }

    static Compiled compile(Draft draft, Optional<RoutingDraft> routing) {
        Compiler compiler = new Compiler(draft);
        Map<String, Campus> campuses = new LinkedHashMap<>();
        draft.campuses().forEach((id, campus) -> campuses.put(id, compiler.campus(id, campus)));
        District district = compiler.district();
        return new Compiled(district, campuses, RoutingCompiler.compile(draft, routing, district, campuses));
    }

    private District district() {
        String id = section.need(DistrictForm.DISTRICT);
        Map<String, Agency> agencies = new LinkedHashMap<>();
        agencies.put(
                District.OWN_AGENCY,
                new Agency(District.OWN_AGENCY, section.get(DistrictForm.NAME, id), AgencyClasses.OWN_AGENCY_CLASS));
        draft.agencies()
                .forEach((agency, s) -> agencies.put(
                        agency, new Agency(agency, s.get(AgencyForm.NAME, agency), s.need(AgencyForm.CLASS))));
        return new District(
                id,
                section.get(DistrictForm.NAME, id),
                zone,
                first,
                SettingsDefaults.severities(section),
                SettingsDefaults.settings(section.find(DistrictForm.SETTINGS)),
                agencies,
                each(draft.officers(), Roster::officer),
                draft.agreements().values().stream().map(Roster::agreement).toList(),
                draft.exceptions().values().stream().map(Roster::exemption).toList(),
                each(draft.feeds(), Roster::feed),
                section.sections(DistrictForm.BARRED).stream()
                        .map(Roster::dated)
                        .toList(),
                Instant.MIN);
    }

    private static <T> Map<String, T> each(Map<String, Section> sections, Function<Section, T> read) {
        return sections.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> read.apply(e.getValue())));
    }

    private Campus campus(String id, Section campus) {
        Set<String> staffing = draft.staffingFeeds(id).keySet();
        return new Campus(
                id,
                campus.get(CampusForm.NAME, id),
                campus.get(CampusForm.ZONE, zone),
                campus.sections(CampusForm.POSTS).stream()
                        .map(p -> post(p, staffing))
                        .toList(),
                campus.sections(CampusForm.ENTRANCES).stream()
                        .map(this::entrance)
                        .toList(),
                campus.has(CampusForm.CALENDAR) ? Calendar.of(section, campus).schedule() : shared);
    }

    private Post post(Section post, Set<String> staffing) {
        return new Post(
                post.need(PostForm.ID),
                post.get(PostForm.HEAD_COUNT, 1),
                new HashSet<>(post.values(PostForm.KINDS)),
                Draft.duties(post),
                new HashSet<>(post.values(PostForm.CREDENTIALS)),
                post.has(PostForm.FEEDS) ? new HashSet<>(post.values(PostForm.FEEDS)) : staffing,
                post.get(PostForm.GRACE, grace),
                SettingsDefaults.ladder(Optional.of(post), ladder));
    }

    private Entrance entrance(Section entrance) {
        List<Entrance.Device> devices = entrance.sections(EntranceForm.DEVICES).stream()
                .map(d -> new Entrance.Device(
                        d.need(DeviceForm.ID),
                        d.need(DeviceForm.TYPE),
                        d.need(DeviceForm.FEED),
                        d.get(DeviceForm.FROM, first)))
                .toList();
        return new Entrance(entrance.need(EntranceForm.ID), devices);
    }
}
