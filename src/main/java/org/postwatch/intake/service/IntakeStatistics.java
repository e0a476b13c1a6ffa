package org.postwatch.intake.service;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.postwatch.event.DistrictKey;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.SourceCounts;

/** The statistics of feeds and sources. Only those of plans are counted, so plans bound the number. Safe for threads. */
public final class IntakeStatistics {
    private final Instant since;
    private final Map<FeedAccount, SourceStatistics> byFeed = new ConcurrentHashMap<>();
    private final Map<DistrictKey, SourceStatistics> bySource = new ConcurrentHashMap<>();

    /** @param since when this instance started */
    public IntakeStatistics(Instant since) {
        this.since = since;
    }

    /** Of a feed, whatever its events came through. */
    public SourceStatistics of(FeedAccount account) {
        return byFeed.computeIfAbsent(account, feed -> new SourceStatistics(since));
    }

    /** Of a source of a district's {@code intake.yaml}. */
    public SourceStatistics ofSource(String district, String name) {
        return bySource.computeIfAbsent(new DistrictKey(district, name), source -> new SourceStatistics(since));
    }

    /** A copy of the statistics of all feeds, in the order of districts and sources. */
    public Map<FeedAccount, SourceCounts> feeds() {
        Map<FeedAccount, SourceCounts> all = new TreeMap<>();
        byFeed.forEach((account, statistics) -> all.put(account, statistics.snapshot()));
        return all;
    }

    /** A copy of the statistics of all sources, by district and name as {@code DISTRICT/NAME}. */
    public Map<String, SourceCounts> sources() {
        Map<String, SourceCounts> all = new TreeMap<>();
        bySource.forEach((key, statistics) -> all.put(key.text(), statistics.snapshot()));
        return all;
    }
}
