package org.postwatch.app.clients;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.DistrictKey;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.SourceStatus;
import org.postwatch.intake.SourceSummary;
import org.postwatch.streams.Topics;
import org.postwatch.wire.IntakeJson;
import org.postwatch.wire.SourceStatusJson;

/** Reads what instances reported of the sources of the plans in force. */
public final class SourceSummaryReader {
    private SourceSummaryReader() {}

    /**
     * All sources of some districts, in the order of districts and names; also those of which nothing was reported.
     *
     * @throws KafkaException when a topic cannot be read
     * @throws IllegalArgumentException if a record is not of this format
     */
    public static List<SourceSummary> read(ClientSettings clients, Predicate<String> isWanted, Instant now) {
        Collection<IntakeConfig> plans = CompactedTopicReader.readLatest(
                        clients,
                        Topics.PLANS,
                        key -> IntakeJson.isIntakeKey(key) && isWanted.test(DistrictKey.districtOf(key)))
                .values()
                .stream()
                .map(value -> IntakeJson.decode(bytes(value)))
                .toList();
        Collection<SourceStatus> statuses = CompactedTopicReader.readLatest(
                        clients, Topics.INTAKE_SOURCES, key -> isWanted.test(DistrictKey.districtOf(key)))
                .values()
                .stream()
                .map(value -> SourceStatusJson.read(bytes(value)))
                .toList();
        return reports(plans, statuses, now);
    }

    static List<SourceSummary> reports(Collection<IntakeConfig> plans, Collection<SourceStatus> statuses, Instant now) {
        Map<DistrictKey, List<SourceStatus>> bySource = statuses.stream()
                .collect(Collectors.groupingBy(status -> new DistrictKey(status.district(), status.source())));
        List<SourceSummary> reports = new ArrayList<>();
        plans.stream()
                .sorted(java.util.Comparator.comparing(IntakeConfig::district))
                .flatMap(plan -> plan.allSources().stream())
                .forEach(source -> reports.add(SourceSummary.of(
                        source,
                        bySource.getOrDefault(new DistrictKey(source.district(), source.name()), List.of()),
                        now)));
        return reports;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
