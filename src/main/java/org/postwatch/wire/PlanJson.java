package org.postwatch.wire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.TreeMap;
import java.util.function.Function;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compiled plans as values of the topic of plans: compact UTF-8 JSON with a {@code format}. Equal plans have equal
 * bytes, what is empty is left out, and fields that are not known are ignored.
 */
public final class PlanJson {
    /** Grows when a reader of the former one would misunderstand; a new field alone is no reason. */
    public static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlanJson() {}

    /** The key of a district's own record. */
    public static String key(String district) {
        return district;
    }

    /** The key of one campus of a district. */
    public static String key(String district, String campus) {
        return district + "/" + campus;
    }

    public static byte[] encode(District district) {
        return bytes(DistrictJson.write(district));
    }

    public static byte[] encode(CampusPlan plan) {
        ObjectNode root = PlanJsonFields.newObject().put("id", plan.id());
        ObjectNode versions = root.putObject("versions");
        PlanJsonFields.instantOrMin(root, "watchedFrom", plan.monitoredFrom());
        plan.versions().forEach((from, campus) -> versions.set(from.toString(), CampusJson.write(campus)));
        return bytes(root);
    }

    /** @throws IllegalArgumentException if the bytes are no district of this format */
    public static District decodeDistrict(byte[] bytes) {
        return read(bytes, DistrictJson::read);
    }

    /** @throws IllegalArgumentException if the bytes are no campus of this format */
    public static CampusPlan decodeCampus(byte[] bytes) {
        return read(bytes, root -> {
            String id = PlanJsonFields.text(root, "id");
            TreeMap<LocalDate, Campus> versions = new TreeMap<>();
            root.path("versions")
                    .properties()
                    .forEach(version ->
                            versions.put(LocalDate.parse(version.getKey()), CampusJson.read(id, version.getValue())));
            return new CampusPlan(id, versions, PlanJsonFields.instantOrMin(root, "watchedFrom"));
        });
    }

    private static byte[] bytes(ObjectNode root) {
        ObjectNode framed = PlanJsonFields.newObject().put("format", FORMAT);
        framed.setAll(root);
        return JSON.writeValueAsBytes(framed);
    }

    private static <T> T read(byte[] bytes, Function<JsonNode, T> reader) {
        try {
            JsonNode root = JSON.readTree(bytes);
            int format = root.path("format").asInt(0);
            if (format != FORMAT) {
                throw new IllegalArgumentException("a plan of format " + format + "; expected " + FORMAT);
            }
            return reader.apply(root);
        } catch (JacksonException | DateTimeException | NullPointerException e) {
            throw new IllegalArgumentException("not a plan: " + e.getMessage(), e);
        }
    }
}
