package org.postwatch.streams;

import java.security.SecureRandom;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.postwatch.notification.engine.DistrictSecretSource;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.Fingerprint;
import org.postwatch.wire.DistrictSecretJson;

/**
 * The secrets of all districts as {@link Topics#SECRETS} has them. Kafka Streams reads that topic to its end before the first
 * task begins, so that state that was lost and is built again finds the secrets that were made before.
 */
final class DistrictSecretStore implements DistrictSecretSource {
    private static final String STORE = "district-secrets";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyValueStore<String, byte[]> store;
    private final boolean isRecorded;

    /** @param recorded whether what is processed was recorded: then its secrets are no secrets, and each run says the same */
    DistrictSecretStore(ProcessorContext<?, ?> context, boolean recorded) {
        this.store = context.getStateStore(STORE);
        this.isRecorded = recorded;
    }

    static void addStoreTo(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                STORE + "-source",
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.SECRETS,
                STORE + "-update",
                SecretStoreUpdater::new);
    }

    @Override
    public DistrictSecret getOrCreateSecret(String district) {
        byte[] known = store.get(district);
        if (known != null) {
            return DistrictSecretJson.read(known);
        }
        if (isRecorded) {
            return new DistrictSecret(Fingerprint.of("no secret, for recorded data only: " + district));
        }
        byte[] made = new byte[DistrictSecret.BYTES];
        RANDOM.nextBytes(made);
        return DistrictSecret.of(made);
    }

    /** Keeps the newest of each district. */
    private static final class SecretStoreUpdater extends ContextualProcessor<String, byte[], Void, Void> {
        @Override
        public void process(Record<String, byte[]> record) {
            KeyValueStore<String, byte[]> store = context().getStateStore(STORE);
            store.put(record.key(), record.value());
        }
    }
}
