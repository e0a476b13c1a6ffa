package org.postwatch.wire;

import java.time.DateTimeException;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/** Compiled plans: values of the topic of plans. */
public final class PlanJson {
    private PlanJson() {}

    /** The key of a district's own record. */
    public static String key(String district) {
        return district;
    }

    /** The key of one campus of a district. */
    public static String key(String district, String campus) {
        return new CampusKey(district, campus).text();
    }

    public static byte[] encode(District district) {
        return TopicJson.write(district);
    }

    public static byte[] encode(CampusPlan plan) {
        return TopicJson.write(CampusJson.of(plan));
    }

    /** @throws IllegalArgumentException if the bytes are no district of this format; the message names the field */
    public static District decodeDistrict(byte[] bytes) {
        return TopicJson.read(bytes, District.class);
    }

    /** @throws IllegalArgumentException if the bytes are no campus of this format; the message names the field */
    public static CampusPlan decodeCampus(byte[] bytes) {
        try {
            return TopicJson.read(bytes, CampusJson.class).plan();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("versions: " + e.getMessage(), e);
        }
    }
}
