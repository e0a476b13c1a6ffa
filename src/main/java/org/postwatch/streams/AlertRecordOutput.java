package org.postwatch.streams;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.engine.AlertState;
import org.postwatch.notification.model.Alert;
import org.postwatch.state.BoundedCache;
import org.postwatch.wire.TopicValue;

/**
 * Publishes alerts for operators whenever what they see of one has changed. An alert that the engine forgets, some days after it
 * is over, stays in the topic until it expires there. Conduct is for school administration alone and is not published, and neither are checks of the pipeline.
 */
final class AlertRecordOutput {
    /** Changes that operators do not see are recognised for so many alerts. */
    private static final int MAX_REMEMBERED = 5_000;

    private static final Set<String> UNPUBLISHED_KINDS = Set.of(Alert.CONDUCT, Alert.WATCHDOG);

    private final RecordForwarder forwarder;
    private final BoundedCache<IncidentKey, byte[]> published = new BoundedCache<>(MAX_REMEMBERED);

    AlertRecordOutput(RecordForwarder forwarder) {
        this.forwarder = forwarder;
    }

    /** @param state empty if the engine has forgotten it */
    void onChange(IncidentKey key, Optional<AlertState> state) {
        if (state.isEmpty()) {
            published.remove(key);
            return;
        }
        if (UNPUBLISHED_KINDS.contains(state.get().alert().kind())) {
            return;
        }
        byte[] value = TopicValue.ALERT.write(state.get().overview());
        if (!Arrays.equals(value, published.get(key))) {
            published.put(key, value);
            forwarder.forward(Topics.ALERTS, key.text(), value);
        }
    }
}
