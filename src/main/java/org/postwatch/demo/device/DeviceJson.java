package org.postwatch.demo.device;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The bodies of messages. */
final class DeviceJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DeviceJson() {}

    static byte[] write(Map<String, ?> body) {
        return JSON.writeValueAsBytes(body);
    }

    /** Seconds since 1970 with three decimals, exactly. */
    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
