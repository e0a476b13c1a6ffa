package org.postwatch.wire;

import static org.postwatch.wire.PlanJsonFields.list;
import static org.postwatch.wire.PlanJsonFields.newObject;
import static org.postwatch.wire.PlanJsonFields.text;

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
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.MandatoryDenialCheck;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.notification.route.RoutingConfig.CampusDetails;
import org.postwatch.notification.route.RoutingConfig.NotificationSettings;
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

    private static final String KEY_SUFFIX = "/~routing";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RoutingJson() {}

    /** With a sign in it that no campus may have in its id. */
    public static String key(String district) {
        return district + KEY_SUFFIX;
    }

    /** Whether a key of the topic of plans is that of a routing. */
    public static boolean isRoutingKey(String key) {
        return key.endsWith(KEY_SUFFIX);
    }

    public static byte[] encode(RoutingConfig routing) {
        ObjectNode root = newObject()
                .put("format", FORMAT)
                .put("district", routing.district())
                .put("name", routing.name())
                .put("zone", routing.zone().getId());
        PlanJsonFields.strings(root, "severities", routing.severities());
        namedObjects(
                root,
                "campuses",
                routing.campuses(),
                (node, place) ->
                        node.put("name", place.name()).put("zone", place.zone().getId()));
        namedObjects(root, "conductFeeds", routing.conductFeeds(), (node, feed) -> {
            PlanJsonFields.sortedStrings(node, "campuses", feed.campuses());
            PlanJsonFields.dateTimeRange(node, feed.dates());
            FeedKeysJson.write(node, feed.keys());
        });
        ObjectNode agencies = root.putObject("agencies");
        routing.agencies().forEach(agencies::put);
        namedObjects(root, "recipients", routing.recipients(), RoutingJson::recipient);
        root.set("root", RouteJson.write(routing.root()));
        root.set("policy", policy(routing.policy()));
        ObjectNode habits = root.putObject("habits");
        routing.settings().acknowledgedFor().ifPresent(after -> habits.put("acknowledgedFor", after.toString()));
        habits.put("digestAt", routing.settings().digestAt().toString())
                .put("silenceWarning", routing.settings().silenceWarning().toString());
        return JSON.writeValueAsBytes(root);
    }

    /**
     * @throws IllegalArgumentException if the bytes are no routing of this format, or one that does what is barred,
     *     however it came to be there
     */
    public static RoutingConfig decode(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            int format = root.path("format").asInt(0);
            if (format != FORMAT) {
                throw new IllegalArgumentException("a routing of format " + format + "; expected " + FORMAT);
            }
            return MandatoryDenialCheck.requireNoViolations(read(root));
        } catch (JacksonException | DateTimeException | NullPointerException e) {
            throw new IllegalArgumentException("not a routing: " + e.getMessage(), e);
        }
    }

    private static RoutingConfig read(JsonNode root) {
        SortedMap<String, String> agencies = new TreeMap<>();
        root.path("agencies")
                .properties()
                .forEach(agency ->
                        agencies.put(agency.getKey(), agency.getValue().asString()));
        JsonNode habits = root.path("habits");
        return new RoutingConfig(
                text(root, "district"),
                text(root, "name"),
                ZoneId.of(text(root, "zone")),
                PlanJsonFields.strings(root, "severities"),
                namedObjects(
                        root,
                        "campuses",
                        place -> new CampusDetails(
                                text(place.getValue(), "name"), ZoneId.of(text(place.getValue(), "zone")))),
                namedObjects(
                        root,
                        "conductFeeds",
                        feed -> new RoutingConfig.ConductFeed(
                                PlanJsonFields.stringSet(feed.getValue(), "campuses"),
                                PlanJsonFields.dateTimeRange(feed.getValue()),
                                FeedKeysJson.read(feed.getValue()))),
                agencies,
                namedObjects(root, "recipients", recipient -> recipient(recipient.getKey(), recipient.getValue())),
                RouteJson.read(root.path("root")),
                policy(root.path("policy")),
                new NotificationSettings(
                        PlanJsonFields.optional(habits, "acknowledgedFor").map(Duration::parse),
                        LocalTime.parse(text(habits, "digestAt")),
                        PlanJsonFields.duration(habits, "silenceWarning")));
    }

    private static void recipient(ObjectNode node, Recipient recipient) {
        node.put("agency", recipient.agency()).put("class", recipient.agencyClass());
        node.set("address", RecipientAddressJson.write(recipient.address()));
        node.put("watchdog", recipient.receivesWatchdog())
                .put("giveUpAfter", recipient.giveUpAfter().toString());
    }

    private static Recipient recipient(String id, JsonNode node) {
        return new Recipient(
                id,
                text(node, "agency"),
                text(node, "class"),
                RecipientAddressJson.read(node.path("address")),
                node.path("watchdog").asBoolean(false),
                PlanJsonFields.duration(node, "giveUpAfter"));
    }

    private static ObjectNode policy(DisclosurePolicy policy) {
        ObjectNode node = newObject();
        list(node, "rules", policy.rules(), rule -> {
            ObjectNode written = newObject().put("name", rule.name()).put("class", rule.agencyClass());
            PlanJsonFields.sortedStrings(written, "kinds", rule.kinds());
            PlanJsonFields.sortedStrings(written, "fields", rule.fields());
            return written;
        });
        PlanJsonFields.sortedStrings(node, "barredClasses", policy.deniedClasses());
        PlanJsonFields.sortedStrings(node, "barredDomains", policy.deniedDomains());
        return node;
    }

    private static DisclosurePolicy policy(JsonNode node) {
        List<DisclosurePolicy.DisclosureRule> rules = list(
                node,
                "rules",
                rule -> new DisclosurePolicy.DisclosureRule(
                        text(rule, "name"),
                        text(rule, "class"),
                        PlanJsonFields.stringSet(rule, "kinds"),
                        PlanJsonFields.stringSet(rule, "fields")));
        return new DisclosurePolicy(
                rules,
                PlanJsonFields.stringSet(node, "barredClasses"),
                PlanJsonFields.stringSet(node, "barredDomains"));
    }

    private static <T> void namedObjects(
            ObjectNode root, String field, SortedMap<String, T> items, BiConsumer<ObjectNode, T> write) {
        ObjectNode all = root.putObject(field);
        items.forEach((name, item) -> write.accept(all.putObject(name), item));
    }

    private static <T> SortedMap<String, T> namedObjects(
            JsonNode root, String field, Function<Map.Entry<String, JsonNode>, T> read) {
        SortedMap<String, T> items = new TreeMap<>();
        root.path(field).properties().forEach(item -> items.put(item.getKey(), read.apply(item)));
        return items;
    }
}
