package org.postwatch.documents;

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
import org.postwatch.documents.CampusSchema.DeviceSchema;
import org.postwatch.documents.CampusSchema.EntranceSchema;
import org.postwatch.documents.CampusSchema.PostSchema;
import org.postwatch.documents.DistrictSchema.AgencySchema;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.plan.Agency;
import org.postwatch.plan.Campus;
import org.postwatch.plan.District;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;
import org.postwatch.plan.SeverityLadder;

/** From sections without errors to the records of a plan. */
final class DistrictCompiler {
    private final DistrictDraft draft;
    private final ParsedSection section;
    private final ZoneId zone;
    private final LocalDate first;
    private final Duration grace;
    private final SeverityLadder ladder;
    private final Schedule shared;

    private DistrictCompiler(DistrictDraft draft) {
        this.draft = draft;
        section = draft.district();
        zone = section.require(DistrictSchema.ZONE);
        first = section.require(DistrictSchema.FIRST_DAY);
        Optional<ParsedSection> settings = section.find(DistrictSchema.SETTINGS);
        grace = SettingsDefaults.getOrDefault(settings, SettingsSchema.GRACE, SettingsDefaults.GRACE);
        ladder = SettingsDefaults.ladder(settings, SettingsDefaults.POST_LADDER);
        shared = ResolvedCalendar.of(section, section).toSchedule();
    }

    static CompiledDistrict compile(DistrictDraft draft, Optional<RoutingDraft> routing, Optional<IntakeDraft> intake) {
        DistrictCompiler compiler = new DistrictCompiler(draft);
        Map<String, Campus> campuses = new LinkedHashMap<>();
        draft.campuses().forEach((id, campus) -> campuses.put(id, compiler.campus(id, campus)));
        District district = compiler.district();
        return new CompiledDistrict(
                district,
                campuses,
                RoutingCompiler.compile(draft, routing, district, campuses),
                intake.map(IntakeCompiler::compile).orElseGet(() -> IntakeConfig.none(district.id())));
    }

    private District district() {
        String id = section.require(DistrictSchema.DISTRICT);
        Map<String, Agency> agencies = new LinkedHashMap<>();
        agencies.put(
                District.OWN_AGENCY,
                new Agency(District.OWN_AGENCY, section.get(DistrictSchema.NAME, id), AgencyClasses.OWN_AGENCY_CLASS));
        draft.agencies()
                .forEach((agency, s) -> agencies.put(
                        agency, new Agency(agency, s.get(AgencySchema.NAME, agency), s.require(AgencySchema.CLASS))));
        return new District(
                id,
                section.get(DistrictSchema.NAME, id),
                zone,
                first,
                SettingsDefaults.severities(section),
                SettingsDefaults.settings(section.find(DistrictSchema.SETTINGS)),
                agencies,
                compileAll(draft.officers(), RosterCompiler::officer),
                draft.agreements().values().stream()
                        .map(RosterCompiler::agreement)
                        .toList(),
                draft.exceptions().values().stream()
                        .map(RosterCompiler::exemption)
                        .toList(),
                compileAll(draft.feeds(), RosterCompiler::feed),
                section.sections(DistrictSchema.DISQUALIFYING_AFFILIATIONS).stream()
                        .map(RosterCompiler::datedName)
                        .toList(),
                Instant.MIN);
    }

    private static <T> Map<String, T> compileAll(Map<String, ParsedSection> sections, Function<ParsedSection, T> read) {
        return sections.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> read.apply(e.getValue())));
    }

    private Campus campus(String id, ParsedSection campus) {
        Set<String> staffing = draft.staffingFeeds(id).keySet();
        return new Campus(
                id,
                campus.get(CampusSchema.NAME, id),
                campus.get(CampusSchema.ZONE, zone),
                campus.sections(CampusSchema.POSTS).stream()
                        .map(p -> post(p, staffing))
                        .toList(),
                campus.sections(CampusSchema.ENTRANCES).stream()
                        .map(this::entrance)
                        .toList(),
                campus.has(CampusSchema.CALENDAR)
                        ? ResolvedCalendar.of(section, campus).toSchedule()
                        : shared);
    }

    private Post post(ParsedSection post, Set<String> staffing) {
        return new Post(
                post.require(PostSchema.ID),
                post.get(PostSchema.HEAD_COUNT, 1),
                new HashSet<>(post.values(PostSchema.KINDS)),
                DistrictDraft.dutiesOf(post),
                new HashSet<>(post.values(PostSchema.CREDENTIALS)),
                post.has(PostSchema.FEEDS) ? new HashSet<>(post.values(PostSchema.FEEDS)) : staffing,
                post.get(PostSchema.GRACE, grace),
                SettingsDefaults.ladder(Optional.of(post), ladder));
    }

    private Entrance entrance(ParsedSection entrance) {
        List<Entrance.Device> devices = entrance.sections(EntranceSchema.DEVICES).stream()
                .map(d -> new Entrance.Device(
                        d.require(DeviceSchema.ID),
                        d.require(DeviceSchema.TYPE),
                        d.require(DeviceSchema.FEED),
                        d.get(DeviceSchema.FROM, first)))
                .toList();
        return new Entrance(entrance.require(EntranceSchema.ID), devices);
    }
}
