package org.postwatch.intake.service;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.postwatch.intake.FeedAccount;

/** The statistics of every feed that intake has heard, by feed. Only known feeds are counted, so plans bound the number. */
public final class IntakeStatistics {
    private final Instant since;
    private final Map<FeedAccount, SourceStatistics> byFeed = new ConcurrentHashMap<>();

    /** @param since when this instance started */
    public IntakeStatistics(Instant since) {
        this.since = since;
    }

    public SourceStatistics of(FeedAccount account) {
        return byFeed.computeIfAbsent(account, feed -> new SourceStatistics(since));
    }

    /** A copy of all, in the order of districts and sources. */
    public Map<FeedAccount, SourceStatistics.Snapshot> snapshot() {
        Map<FeedAccount, SourceStatistics.Snapshot> all = new TreeMap<>();
        byFeed.forEach((account, statistics) -> all.put(account, statistics.snapshot()));
        return all;
    }
}
