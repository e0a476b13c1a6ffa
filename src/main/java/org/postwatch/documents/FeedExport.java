package org.postwatch.documents;

import static org.postwatch.documents.DistrictExport.section;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.event.EventType;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.LocalDateTimeRange;

/** Feeds as documents write them. */
final class FeedExport {
    private static final int WEEK_DAYS = 7;

    private FeedExport() {}

    static YamlNode feed(Feed feed) {
        MappingBuilder section = section()
                .text("source", feed.source())
                .texts("agencies", new TreeSet<>(feed.agencies()))
                .texts("campuses", new TreeSet<>(feed.campuses()))
                .texts("types", grants(feed.types()));
        if (feed.limitMinutes() != SettingsDefaults.FEED_LIMIT_MINUTES) {
            section.text("limit", feed.limitMinutes() + "m");
        }
        section.items("hours", hours(feed));
        DateRangeExport.addTo(section, feed.dates());
        addKeys(section, feed.keys().keys());
        return section.build();
    }

    /** The fewest names that grant these types, groups before single types. */
    private static List<String> grants(Set<EventType> types) {
        List<String> names = new ArrayList<>();
        Set<EventType> granted = new HashSet<>();
        for (Map.Entry<String, Set<EventType>> grant : EventTypeNames.GRANTS_BY_NAME.entrySet()) {
            if (types.containsAll(grant.getValue()) && granted.addAll(grant.getValue())) {
                names.add(grant.getKey());
            }
        }
        return names;
    }

    private static List<YamlNode> hours(Feed feed) {
        return feed.hours().periods().stream()
                .<YamlNode>map(period -> section()
                        .texts(
                                "days",
                                period.days().size() == WEEK_DAYS ? List.of() : DistrictExport.days(period.days()))
                        .text("from", period.from())
                        .text("to", period.to())
                        .build())
                .toList();
    }

    private static void addKeys(MappingBuilder section, List<FeedKey> keys) {
        if (keys.size() == 1 && keys.get(0).dates().equals(LocalDateTimeRange.ALWAYS)) {
            section.text("key", reference(keys.get(0).secret()));
            return;
        }
        section.items(
                "key",
                keys.stream()
                        .map(key -> DateRangeExport.addTo(
                                        section().text("secret", reference(key.secret())), key.dates())
                                .build())
                        .toList());
    }

    /** As documents name a secret. */
    static String reference(String secret) {
        return "secret:" + secret;
    }

    /** The feeds of a post that lists none, as {@link DistrictDraft#staffingFeeds}. */
    static Set<String> staffingFeeds(District district, String campus) {
        return district.feeds().values().stream()
                .filter(feed -> !feed.agencies().isEmpty()
                        && feed.types().contains(EventType.CHECKED_IN)
                        && (feed.campuses().isEmpty() || feed.campuses().contains(campus)))
                .map(Feed::source)
                .collect(Collectors.toSet());
    }
}
