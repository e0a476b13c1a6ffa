package org.postwatch.documents;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.documents.form.YamlDocument;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.plan.Agency;
import org.postwatch.plan.Campus;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;
import org.postwatch.plan.StaffingExemption;

/**
 * Writes plans back as documents, which compile to the same plans: the inverse of {@link DistrictCompiler}. Comments, the order of
 * officers and feeds, and how defaults were shared are not part of a plan.
 */
public final class DistrictExport {
    /** Nodes have no other place. */
    static final SourceLocation NOWHERE = new SourceLocation(Path.of("plan"), 1, 1);

    private final CompiledDistrict plan;
    private final District district;
    private final Schedule shared;

    private DistrictExport(CompiledDistrict plan) {
        this.plan = plan;
        district = plan.district();
        shared = mostCommonSchedule();
    }

    /**
     * The documents by the names of their files. Profiles that the release does not have, or has with another text, are not among
     * them: {@link IntakeExport#profileTexts}.
     *
     * @param header comment lines of each document
     */
    public static Map<String, YamlDocument> documents(
            CompiledDistrict plan, List<String> header, ProfileDirectory profiles) {
        Map<String, YamlDocument> documents = new LinkedHashMap<>();
        documents.put(DistrictDocuments.DISTRICT_FILE, new YamlDocument(header, new DistrictExport(plan).root()));
        documents.put(DistrictDocuments.ROUTING_FILE, new YamlDocument(header, RoutingExport.root(plan.routing())));
        YamlNode.Mapping intake = IntakeExport.root(plan.intake(), profiles);
        if (!intake.entries().isEmpty()) {
            documents.put(DistrictDocuments.INTAKE_FILE, new YamlDocument(header, intake));
        }
        return documents;
    }

    private YamlNode.Mapping root() {
        MappingBuilder root = section()
                .text("district", district.id())
                .text("name", unless(district.name(), district.id()))
                .text("zone", district.zone())
                .text("first-day", district.firstDay());
        if (!district.severities().equals(SettingsDefaults.SEVERITIES)) {
            root.texts("severities", district.severities());
        }
        return root.mapping("settings", SettingsExport.settings(district.settings()))
                .mapping("calendar", calendar(shared, Optional.empty()))
                .items("agencies", agencies())
                .items("officers", sorted(district.officers().values(), Officer::badge, DistrictExport::officer))
                .items(
                        "agreements",
                        district.agreements().stream()
                                .map(AgreementExport::agreement)
                                .toList())
                .items(
                        "exceptions",
                        district.exemptions().stream()
                                .map(DistrictExport::exemption)
                                .toList())
                .items("feeds", sorted(district.feeds().values(), feed -> feed.source(), FeedExport::feed))
                .items("disqualifying-affiliations", datedNames(district.disqualifyingAffiliations()))
                .items(
                        "campuses",
                        plan.campuses().values().stream().map(this::campus).toList())
                .build();
    }

    static MappingBuilder section() {
        return new MappingBuilder(NOWHERE);
    }

    private static Optional<String> unless(String value, String fallback) {
        return Optional.of(value).filter(text -> !text.equals(fallback));
    }

    private static <T> List<YamlNode> sorted(
            Collection<T> values, Function<T, String> id, Function<T, YamlNode> section) {
        return values.stream().sorted(Comparator.comparing(id)).map(section).toList();
    }

    private List<YamlNode> agencies() {
        List<Agency> lenders = district.agencies().values().stream()
                .filter(agency -> !agency.id().equals(District.OWN_AGENCY))
                .toList();
        return sorted(
                lenders,
                Agency::id,
                agency -> section()
                        .text("id", agency.id())
                        .text("name", unless(agency.name(), agency.id()))
                        .text("class", agency.agencyClass())
                        .build());
    }

    private static YamlNode officer(Officer officer) {
        MappingBuilder section = section()
                .text("badge", officer.badge())
                .text("kind", officer.kind())
                .text("agency", unless(officer.agency(), District.OWN_AGENCY))
                .texts("duties", new TreeSet<>(officer.duties()))
                .items("credentials", datedNames(officer.credentials()))
                .items("affiliations", datedNames(officer.affiliations()));
        return DateRangeExport.addTo(section, officer.roster()).build();
    }

    private static List<YamlNode> datedNames(List<DatedName> names) {
        return names.stream()
                .<YamlNode>map(name -> DateRangeExport.addTo(section().text("name", name.name()), name.dates())
                        .build())
                .toList();
    }

    private static YamlNode exemption(StaffingExemption exemption) {
        MappingBuilder section = section()
                .text("id", exemption.id())
                .texts("kinds", new TreeSet<>(exemption.kinds()))
                .texts("campuses", new TreeSet<>(exemption.campuses()))
                .texts("posts", new TreeSet<>(exemption.posts()));
        return DateRangeExport.addTo(section, exemption.dates())
                .text("by", exemption.by())
                .text("reason", exemption.reason())
                .build();
    }

    private YamlNode campus(Campus campus) {
        return section()
                .text("id", campus.id())
                .text("name", unless(campus.name(), campus.id()))
                .text("zone", unless(campus.zone().getId(), district.zone().getId()))
                .mapping("calendar", calendar(campus.schedule(), Optional.of(shared)))
                .items(
                        "posts",
                        campus.posts().stream().map(post -> post(campus, post)).toList())
                .items(
                        "entrances",
                        campus.entrances().stream().map(this::entrance).toList())
                .build();
    }

    private YamlNode post(Campus campus, Post post) {
        MappingBuilder section = section().text("id", post.id());
        if (post.headCount() != 1) {
            section.number("head-count", post.headCount());
        }
        section.texts("kinds", new TreeSet<>(post.kinds()));
        if (!post.duties().equals(Set.of(post.id()))) {
            section.texts("duties", new TreeSet<>(post.duties()));
        }
        section.texts("credentials", new TreeSet<>(post.credentials()));
        if (!post.feeds().equals(FeedExport.staffingFeeds(district, campus.id()))) {
            section.texts("feeds", new TreeSet<>(post.feeds()));
        }
        if (!post.grace().equals(SettingsDefaults.GRACE)) {
            section.text("grace", SettingsExport.duration(post.grace()));
        }
        return SettingsExport.addLadder(section, post.ladder(), SettingsDefaults.POST_LADDER)
                .build();
    }

    private YamlNode entrance(Entrance entrance) {
        return section()
                .text("id", entrance.id())
                .items(
                        "devices",
                        entrance.devices().stream()
                                .map(device -> section()
                                        .text("id", device.id())
                                        .text("type", device.type())
                                        .text("feed", device.feed())
                                        .text(
                                                "from",
                                                Optional.of(device.from())
                                                        .filter(from -> !from.equals(district.firstDay())))
                                        .build())
                                .toList())
                .build();
    }

    private Schedule mostCommonSchedule() {
        Map<Schedule, Integer> counts = new HashMap<>();
        plan.campuses().values().forEach(campus -> counts.merge(campus.schedule(), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
        return plan.campuses().values().stream()
                .map(Campus::schedule)
                .filter(schedule -> counts.get(schedule) == most)
                .findFirst()
                .orElse(new Schedule(List.of(), Set.of(), List.of(), List.of(), List.of()));
    }

    /** The keys in which it differs from the calendar that it replaces; without one, those that have values. */
    private static YamlNode.Mapping calendar(Schedule own, Optional<Schedule> replaced) {
        Map<String, List<YamlNode>> before = replaced.map(DistrictExport::parts).orElse(Map.of());
        MappingBuilder calendar = section();
        parts(own).forEach((key, values) -> {
            if (!values.equals(before.getOrDefault(key, List.of()))) {
                calendar.put(key, new YamlNode.Sequence(NOWHERE, values));
            }
        });
        return calendar.build();
    }

    private static Map<String, List<YamlNode>> parts(Schedule schedule) {
        Map<String, List<YamlNode>> parts = new LinkedHashMap<>();
        parts.put(
                "terms",
                sections(
                        schedule.terms(),
                        term -> section().text("from", term.first()).text("to", term.last())));
        parts.put(
                "holidays",
                MappingBuilder.textList(NOWHERE, new TreeSet<>(schedule.holidays()))
                        .items());
        parts.put(
                "windows",
                sections(
                        schedule.weekly(),
                        window -> section()
                                .text("name", window.name())
                                .texts("days", days(window.days()))
                                .text("from", window.from())
                                .text("to", window.to())
                                .texts("posts", new TreeSet<>(window.posts()))));
        parts.put(
                "early-releases",
                sections(
                        schedule.releases(),
                        release -> section()
                                .text("date", release.date())
                                .text("window", release.window())
                                .text("to", release.to())));
        parts.put(
                "events",
                sections(
                        schedule.specials(),
                        event -> section()
                                .text("name", event.name())
                                .text("date", event.date())
                                .text("from", event.from())
                                .text("to", event.to())
                                .texts("posts", new TreeSet<>(event.posts()))));
        return parts;
    }

    private static <T> List<YamlNode> sections(List<T> values, Function<T, MappingBuilder> section) {
        List<YamlNode> sections = new ArrayList<>();
        values.forEach(value -> sections.add(section.apply(value).build()));
        return sections;
    }

    /** As {@code mon}, in the order of the week. */
    static List<String> days(Collection<DayOfWeek> days) {
        return days.stream()
                .sorted()
                .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                .toList();
    }
}
