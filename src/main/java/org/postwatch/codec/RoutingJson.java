package org.postwatch.codec;

import static org.postwatch.codec.JsonShape.list;
import static org.postwatch.codec.JsonShape.object;
import static org.postwatch.codec.JsonShape.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.postwatch.routing.Bars;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Routing.Habits;
import org.postwatch.routing.Routing.Place;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The routing of a district, as a value of the topic of plans under a key of its own: compact UTF-8 JSON with a
 * {@code format}. Equal routings have equal bytes, what is empty is left out, and fields that are not known are ignored.
 */
public final class RoutingJson {
    /** Grows when a reader of the former one would misunderstand; a new field alone is no reason. */
    public static final int FORMAT = 1;

    private static final String MARK = "/~routing";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RoutingJson() {}

    /** With a sign in it that no campus may have in its id. */
    public static String key(String district) {
        return district + MARK;
    }

    /** Whether a key of the topic of plans is that of a routing. */
    public static boolean isRouting(String key) {
        return key.endsWith(MARK);
    }

    public static byte[] encode(Routing routing) {
        ObjectNode root = object().put("format", FORMAT)
                .put("district", routing.district())
                .put("name", routing.name())
                .put("zone", routing.zone().getId());
        JsonShape.strings(root, "severities", routing.severities());
        named(
                root,
                "campuses",
                routing.campuses(),
                (node, place) ->
                        node.put("name", place.name()).put("zone", place.zone().getId()));
        named(root, "conductFeeds", routing.conductFeeds(), (node, feed) -> {
            JsonShape.sorted(node, "campuses", feed.campuses());
            JsonShape.dates(node, feed.dates());
            FeedKeysJson.write(node, feed.keys());
        });
        ObjectNode agencies = root.putObject("agencies");
        routing.agencies().forEach(agencies::put);
        named(root, "recipients", routing.recipients(), RoutingJson::recipient);
        root.set("root", RouteJson.write(routing.root()));
        root.set("policy", policy(routing.policy()));
        ObjectNode habits = root.putObject("habits");
        routing.habits().acknowledgedFor().ifPresent(after -> habits.put("acknowledgedFor", after.toString()));
        habits.put("digestAt", routing.habits().digestAt().toString())
                .put("silenceWarning", routing.habits().silenceWarning().toString());
        return JSON.writeValueAsBytes(root);
    }

    /**
     * @throws IllegalArgumentException if the bytes are no routing of this format, or one that does what is barred,
     *     however it came to be there
     */
    public static Routing decode(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            int format = root.path("format").asInt(0);
            if (format != FORMAT) {
                throw new IllegalArgumentException("a routing of format " + format + "; expected " + FORMAT);
            }
            return Bars.require(read(root));
        } catch (JacksonException | DateTimeException | NullPointerException e) {
            throw new IllegalArgumentException("not a routing: " + e.getMessage(), e);
        }
    }

    private static Routing read(JsonNode root) {
        SortedMap<String, String> agencies = new TreeMap<>();
        root.path("agencies")
                .properties()
                .forEach(agency ->
                        agencies.put(agency.getKey(), agency.getValue().asString()));
        JsonNode habits = root.path("habits");
        return new Routing(
                text(root, "district"),
                text(root, "name"),
                ZoneId.of(text(root, "zone")),
                JsonShape.strings(root, "severities"),
                named(
                        root,
                        "campuses",
                        place -> new Place(text(place.getValue(), "name"), ZoneId.of(text(place.getValue(), "zone")))),
                named(
                        root,
                        "conductFeeds",
                        feed -> new Routing.ConductFeed(
                                JsonShape.set(feed.getValue(), "campuses"),
                                JsonShape.dates(feed.getValue()),
                                FeedKeysJson.read(feed.getValue()))),
                agencies,
                named(root, "recipients", recipient -> recipient(recipient.getKey(), recipient.getValue())),
                RouteJson.read(root.path("root")),
                policy(root.path("policy")),
                new Habits(
                        JsonShape.optional(habits, "acknowledgedFor").map(Duration::parse),
                        LocalTime.parse(text(habits, "digestAt")),
                        JsonShape.duration(habits, "silenceWarning")));
    }

    private static void recipient(ObjectNode node, Recipient recipient) {
        node.put("agency", recipient.agency()).put("class", recipient.agencyClass());
        node.set("address", AddressJson.write(recipient.address()));
        node.put("watchdog", recipient.watchdog())
                .put("giveUpAfter", recipient.giveUpAfter().toString());
    }

    private static Recipient recipient(String id, JsonNode node) {
        return new Recipient(
                id,
                text(node, "agency"),
                text(node, "class"),
                AddressJson.read(node.path("address")),
                node.path("watchdog").asBoolean(false),
                JsonShape.duration(node, "giveUpAfter"));
    }

    private static ObjectNode policy(Policy policy) {
        ObjectNode node = object();
        list(node, "rules", policy.rules(), rule -> {
            ObjectNode written = object().put("name", rule.name()).put("class", rule.agencyClass());
            JsonShape.sorted(written, "kinds", rule.kinds());
            JsonShape.sorted(written, "fields", rule.fields());
            return written;
        });
        JsonShape.sorted(node, "barredClasses", policy.barredClasses());
        JsonShape.sorted(node, "barredDomains", policy.barredDomains());
        return node;
    }

    private static Policy policy(JsonNode node) {
        List<Policy.Rule> rules = list(
                node,
                "rules",
                rule -> new Policy.Rule(
                        text(rule, "name"),
                        text(rule, "class"),
                        JsonShape.set(rule, "kinds"),
                        JsonShape.set(rule, "fields")));
        return new Policy(rules, JsonShape.set(node, "barredClasses"), JsonShape.set(node, "barredDomains"));
    }

    private static <T> void named(
            ObjectNode root, String field, SortedMap<String, T> items, BiConsumer<ObjectNode, T> write) {
        ObjectNode all = root.putObject(field);
        items.forEach((name, item) -> write.accept(all.putObject(name), item));
    }

    private static <T> SortedMap<String, T> named(
            JsonNode root, String field, Function<Map.Entry<String, JsonNode>, T> read) {
        SortedMap<String, T> items = new TreeMap<>();
        root.path(field).properties().forEach(item -> items.put(item.getKey(), read.apply(item)));
        return items;
    }
}
