package org.postwatch.observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Of all that Kafka measures what helps to run Postwatch: some 100 series a partition would otherwise be some 1,000.
 * Rates are left to Prometheus.
 */
final class KafkaMeterFilter implements MeterFilter {
    /** Far above what a thousand partitions need. */
    private static final int MAX_SERIES = 20_000;

    private static final Pattern KEPT_METERS = Pattern.compile("kafka\\.(app\\.info\\..*"
            + "|stream\\.(alive\\.stream\\.threads|failed\\.stream\\.threads|rebalance.*)"
            + "|stream\\.thread\\.(blocked\\.time\\.ns|commit|poll|process|punctuate|task).*\\.(total|max|avg)"
            + "|stream\\.task\\.(process\\.total|dropped\\.records\\.total|active\\.buffer\\.count"
            + "|restore\\.remaining\\.records\\.total)"
            + "|stream\\.state\\.(total\\.sst\\.files\\.size|estimate\\.num\\.keys|size\\.all\\.mem\\.tables"
            + "|block\\.cache\\.usage|background\\.errors|write\\.stall\\.duration\\.total)"
            + "|consumer\\.fetch\\.manager\\.(records\\.lag|bytes\\.consumed\\.total|records\\.consumed\\.total"
            + "|fetch\\.latency\\.(avg|max))"
            + "|consumer\\.coordinator\\.(assigned\\.partitions|rebalance\\.total|failed\\.rebalance\\.total"
            + "|last\\.(heartbeat|rebalance)\\.seconds\\.ago|rebalance\\.latency\\.(max|total))"
            + "|consumer\\.(connection\\.count|failed\\.authentication\\.total|time\\.between\\.poll\\.max)"
            + "|producer\\.(record\\.(send|error|retry)\\.total|record\\.queue\\.time\\.max|request\\.latency\\.(avg|max)"
            + "|produce\\.throttle\\.time\\.max|buffer\\.available\\.bytes|batch\\.size\\.avg|connection\\.count"
            + "|failed\\.authentication\\.total|txn\\..*))");

    private final Set<Meter.Id> acceptedIds = ConcurrentHashMap.newKeySet();

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (!id.getName().startsWith("kafka.")) {
            return MeterFilterReply.NEUTRAL;
        }
        String topic = id.getTag("topic");
        boolean kept = KEPT_METERS.matcher(id.getName()).matches()
                // Kafka reports topics with periods twice.
                && (topic == null || !topic.startsWith("postwatch_"))
                && (acceptedIds.contains(id) || acceptedIds.size() < MAX_SERIES);
        if (kept) {
            acceptedIds.add(id);
        }
        return kept ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }
}
