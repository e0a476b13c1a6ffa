package org.postwatch.wire;

import static org.postwatch.wire.PlanJsonFields.list;
import static org.postwatch.wire.PlanJsonFields.newObject;
import static org.postwatch.wire.PlanJsonFields.text;

import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The names of the secrets of a feed, in the JSON of the feed; nothing where it has none. */
final class FeedKeysJson {
    private static final String FIELD = "keys";

    private FeedKeysJson() {}

    static void write(ObjectNode feed, FeedKeys keys) {
        if (!keys.keys().isEmpty()) {
            list(
                    feed,
                    FIELD,
                    keys.keys(),
                    key -> PlanJsonFields.dateTimeRange(newObject().put("secret", key.secret()), key.dates()));
        }
    }

    static FeedKeys read(JsonNode feed) {
        return new FeedKeys(
                list(feed, FIELD, key -> new FeedKey(text(key, "secret"), PlanJsonFields.dateTimeRange(key))));
    }
}
