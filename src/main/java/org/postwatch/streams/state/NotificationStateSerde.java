package org.postwatch.streams.state;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.Arrays;
import org.postwatch.notification.engine.AlertRef;
import org.postwatch.notification.engine.NotificationTables;
import org.postwatch.notification.engine.Silence;
import org.postwatch.notification.engine.UrgentConductAggregator;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.state.StateTable;
import org.postwatch.wire.JsonNames;
import org.postwatch.wire.RoutingJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes of the tables of the notification application: JSON with {@link JsonNames}, after one byte that is the version
 * of the layout. Its tables change with decisions, not with events, so the bytes need not be few. A component that is added
 * must have a meaning when it is absent from what older releases wrote.
 */
public final class NotificationStateSerde implements StateSerde {
    static final byte VERSION = 1;

    private static final JsonMapper MAPPER = new JsonNames()
            .components(AlertRef.class, "alert")
            .components(Silence.class, "id by reason match from until warnAt")
            .components(UrgentConductAggregator.UrgentConductMinute.class, "minute own reports")
            .mapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // A list that was added later is empty in what older releases wrote.
            .changeDefaultNullHandling(nulls -> nulls.withValueNulls(Nulls.AS_EMPTY))
            // Only components are state, not the other methods of a record.
            .changeDefaultVisibility(v -> v.withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
            .build();

    @Override
    public <T> byte[] encode(StateTable<?, T> table, T value) {
        if (table.equals(NotificationTables.ROUTINGS)) {
            return RoutingJson.encode((RoutingConfig) value);
        }
        byte[] json = MAPPER.writeValueAsBytes(value);
        byte[] bytes = new byte[json.length + 1];
        bytes[0] = VERSION;
        System.arraycopy(json, 0, bytes, 1, json.length);
        return bytes;
    }

    @Override
    public <T> T decode(StateTable<?, T> table, String key, byte[] bytes) {
        if (table.equals(NotificationTables.ROUTINGS)) {
            return table.type().cast(RoutingJson.decode(bytes));
        }
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException("state of table '" + table.name() + "' has version "
                    + (bytes.length == 0 ? "none" : bytes[0]) + "; this release reads version " + VERSION);
        }
        try {
            return MAPPER.readValue(Arrays.copyOfRange(bytes, 1, bytes.length), table.type());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("state of table '" + table.name() + "': " + e.getOriginalMessage(), e);
        }
    }
}
