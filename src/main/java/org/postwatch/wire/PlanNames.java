package org.postwatch.wire;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwatch.event.EventType;
import org.postwatch.plan.Agency;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Entrance;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.Officer;
import org.postwatch.plan.PlanRevision;
import org.postwatch.plan.Post;
import org.postwatch.plan.Schedule;
import org.postwatch.plan.SeverityLadder;
import org.postwatch.plan.StaffingExemption;
import org.postwatch.plan.WeeklyHours;
import tools.jackson.core.type.TypeReference;

/** The names in plans of districts and campuses. Sets are sorted, so that equal plans have equal bytes. */
final class PlanNames {
    static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    private PlanNames() {}

    static JsonNames addTo(JsonNames names) {
        return revisions(campuses(agreements(feeds(officers(districts(values(names)))))));
    }

    private static JsonNames values(JsonNames names) {
        return names.text(LocalTime.class, "a time of day", LocalTime::toString, LocalTime::parse)
                .text(LocalDateTime.class, "a local date-time", LocalDateTime::toString, LocalDateTime::parse)
                .text(Duration.class, "a duration", Duration::toString, Duration::parse)
                .text(DayOfWeek.class, "a day of the week", DayOfWeek::name, DayOfWeek::valueOf)
                .components(SeverityLadder.SeverityStep.class, "severity after triggers?")
                .form(SeverityLadder.SeverityStep.class, "triggers", STRINGS, PlanNames::typeNames, PlanNames::types)
                .form(SeverityLadder.class, new TypeReference<>() {}, SeverityLadder::steps, SeverityLadder::new);
    }

    private static JsonNames districts(JsonNames names) {
        return names.topicRecords(District.class)
                .components(
                        District.class,
                        "id name zone first severities? settings agencies? officers? agreements? exceptions? "
                                + "feeds? disqualifyingAffiliations? monitoredFrom?")
                .form(District.class, "agencies", new TypeReference<>() {}, PlanNames::sorted, byId(Agency::id))
                .form(District.class, "officers", new TypeReference<>() {}, PlanNames::sorted, byId(Officer::badge))
                .form(District.class, "feeds", new TypeReference<>() {}, PlanNames::sorted, byId(Feed::source))
                .order(
                        DistrictSettings.class,
                        "presenceMax shiftGrace entranceGrace feedGrace buzzerLimit buzzerSeverity "
                                + "forcedSeverity agreementDays forecastDays shiftLadder entranceLadder feedLadder "
                                + "agreementLadder")
                .components(StaffingExemption.class, "id kinds? campuses? posts? * by reason");
    }

    private static JsonNames officers(JsonNames names) {
        return names.components(Agency.class, "id name class")
                .components(DatedName.class, "name *")
                .components(Officer.class, "badge kind agency duties? credentials? affiliations? *");
    }

    private static JsonNames feeds(JsonNames names) {
        return names.components(Feed.class, "source agencies? campuses? types? limitMinutes * hours? keys?")
                .order(Feed.class, "source limitMinutes agencies campuses types keys hours")
                .form(Feed.class, "types", STRINGS, PlanNames::typeNames, PlanNames::types)
                .components(FeedKey.class, "secret *")
                .form(FeedKeys.class, new TypeReference<>() {}, FeedKeys::keys, FeedKeys::new)
                .components(WeeklyHours.WeeklyPeriod.class, "days? from to")
                .form(WeeklyHours.class, new TypeReference<>() {}, WeeklyHours::periods, WeeklyHours::new);
    }

    /** The order of decisions and renewals carries meaning and is kept. */
    private static JsonNames agreements(JsonNames names) {
        return names.components(
                        Agreement.class, "id agency campuses? term suspensions? approvers? decisions? renewals? cost")
                .components(Agreement.ApprovalDecision.class, "by decision at")
                .components(Agreement.Renewal.class, "decided until");
    }

    private static JsonNames campuses(JsonNames names) {
        return names.topicRecords(CampusJson.class)
                .components(CampusJson.class, "id versions monitoredFrom?")
                .components(CampusJson.Version.class, "name zone posts? entrances? *")
                .components(Post.class, "id headCount kinds? duties? credentials? feeds? grace ladder")
                .components(Entrance.class, "id devices?")
                .components(Schedule.class, "terms? holidays? weekly? releases? specials?")
                .components(Schedule.WeeklyWindow.class, "name days? from to posts?")
                .form(
                        Schedule.WeeklyWindow.class,
                        "days",
                        new TypeReference<List<Integer>>() {},
                        (Set<DayOfWeek> days) ->
                                days.stream().map(DayOfWeek::getValue).sorted().toList(),
                        days -> days.stream().map(DayOfWeek::of).collect(Collectors.toSet()))
                .components(Schedule.SpecialEvent.class, "name date from to posts?");
    }

    private static JsonNames revisions(JsonNames names) {
        return names.topicRecords(PlanRevision.class)
                .components(
                        PlanRevision.class,
                        "district at author reason from restated changes? mandatoryDenials? liftedDenials?");
    }

    private static <T> List<T> sorted(Map<String, T> byId) {
        return byId.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static <T> Function<List<T>, Map<String, T>> byId(Function<T, String> id) {
        return items -> {
            Map<String, T> byId = new LinkedHashMap<>();
            items.forEach(item -> byId.put(id.apply(item), item));
            return byId;
        };
    }

    private static List<String> typeNames(Set<EventType> types) {
        return types.stream().map(EventType::wireName).sorted().toList();
    }

    /** Without those that only a newer version knows: this version accepts no events of them. */
    private static Set<EventType> types(Collection<String> names) {
        return names.stream()
                .map(EventType::ofWireName)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
