package org.postwatch.app.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postwatch.app.clients.TopicFollower;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.service.SourceDirectory;
import org.postwatch.wire.IntakeJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources of the plans in force. It follows {@code postwatch.plans}. */
final class IntakePlans implements SourceDirectory, TopicFollower.RecordListener {
    private static final Logger LOG = LoggerFactory.getLogger(IntakePlans.class);

    private final BooleanSupplier isCurrent;
    private final List<SourceListener> listeners = new ArrayList<>();
    private final SortedMap<String, IntakeConfig> byDistrict = new TreeMap<>();
    private boolean ready;
    private boolean changed;

    /** @param isCurrent whether the plans are read to their end: a source that was removed must not be taken */
    IntakePlans(BooleanSupplier isCurrent) {
        this.isCurrent = isCurrent;
    }

    @Override
    public synchronized void onRecord(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (!IntakeJson.isIntakeKey(key)) {
            return;
        }
        if (record.value() == null) {
            byDistrict
                    .values()
                    .removeIf(config -> IntakeJson.key(config.district()).equals(key));
            changed = true;
            return;
        }
        try {
            IntakeConfig config = IntakeJson.decode(record.value());
            if (!IntakeJson.key(config.district()).equals(key)) {
                LOG.warn("ignored the record {}: it has the sources of district '{}'", key, config.district());
                return;
            }
            // After an error everything is read again, and most of it is the same.
            changed |= !config.equals(byDistrict.put(config.district(), config));
        } catch (IllegalArgumentException e) {
            LOG.warn("the record {} cannot be read, its sources stay as they are: {}", key, e.getMessage());
        }
    }

    @Override
    public synchronized void onCaughtUp() {
        if (changed || !ready) {
            ready = true;
            changed = false;
            List<IntakeSource> all = sources();
            listeners.forEach(listener -> listener.onSources(all));
        }
    }

    @Override
    public synchronized boolean isReady() {
        return ready && isCurrent.getAsBoolean();
    }

    @Override
    public synchronized Optional<IntakeSource> source(String district, String name) {
        return Optional.ofNullable(byDistrict.get(district))
                .map(config -> config.sources().get(name));
    }

    @Override
    public synchronized List<IntakeSource> sources() {
        return byDistrict.values().stream()
                .flatMap(config -> config.allSources().stream())
                .toList();
    }

    @Override
    public synchronized void addListener(SourceListener listener) {
        listeners.add(listener);
        if (ready) {
            listener.onSources(sources());
        }
    }
}
