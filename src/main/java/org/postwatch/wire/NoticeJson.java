package org.postwatch.wire;

import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice;

/** What one recipient should now know of one subject: the values of {@code postwatch.notices}. */
public final class NoticeJson {
    private static final int TYPICAL_BYTES = 768;

    private NoticeJson() {}

    public static byte[] write(Notice notice) {
        return JsonOutput.writeObject(TYPICAL_BYTES, json -> {
            JsonOutput.writeFormatAndDistrict(json, notice.district());
            json.writeStringProperty("recipient", notice.recipient());
            json.writeStringProperty("subject", notice.subject());
            json.writeStringProperty("ref", notice.ref());
            json.writeNumberProperty("revision", notice.revision());
            json.writeStringProperty("stage", notice.stage().wireName());
            json.writeStringProperty("status", notice.status().wireName());
            JsonOutput.writeInstant(json, "at", notice.at());
            json.writeArrayPropertyStart("items");
            for (Notice.NoticeItem item : notice.items()) {
                json.writeStartObject();
                json.writeStringProperty("ref", item.ref());
                json.writeStringProperty("status", item.status().wireName());
                JsonOutput.writeStringMap(json, "fields", item.fields());
                json.writeStringProperty("zone", item.zone().getId());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("matters", notice.alertCount());
            json.writeStringProperty("because", notice.cause());
            if (!notice.earlierRevisions().isEmpty()) {
                json.writeArrayPropertyStart("earlier");
                for (Notice.EarlierRevision earlier : notice.earlierRevisions()) {
                    json.writeStartObject();
                    json.writeNumberProperty("revision", earlier.revision());
                    JsonOutput.writeInstant(json, "at", earlier.at());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            if (notice.callNumber() > 1) {
                json.writeNumberProperty("call", notice.callNumber());
            }
            if (notice.isUpdate()) {
                json.writeObjectPropertyStart("news");
                json.writeNumberProperty("revision", notice.lastNotification().revision());
                json.writeStringProperty(
                        "stage", notice.lastNotification().stage().wireName());
                JsonOutput.writeInstant(json, "at", notice.lastNotification().at());
                json.writeEndObject();
            }
            if (notice.urgent()) {
                json.writeBooleanProperty("urgent", true);
            }
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static Notice read(byte[] bytes) {
        JsonInput tree = JsonInput.of(bytes);
        return new Notice(
                tree.text("district"),
                tree.text("recipient"),
                tree.text("subject"),
                tree.text("ref"),
                tree.number("revision"),
                stage(tree),
                status(tree),
                tree.instant("at"),
                items(tree),
                tree.number("matters"),
                tree.text("because"),
                earlier(tree),
                tree.node().has("call") ? tree.number("call") : 1,
                news(tree.node().has("news") ? tree.child("news") : tree),
                tree.node().has("urgent") && tree.flag("urgent"));
    }

    private static List<Notice.NoticeItem> items(JsonInput tree) {
        return tree.list(
                "items",
                item -> new Notice.NoticeItem(
                        item.text("ref"),
                        status(item),
                        fields(item.child("fields")),
                        item.parse("zone", "a time zone", ZoneId::of)));
    }

    private static Notice.NoticeStage stage(JsonInput tree) {
        return tree.constant("stage", "a stage", Notice.NoticeStage.values(), Notice.NoticeStage::wireName);
    }

    /** What is no update is the news itself. */
    private static Notice.LastNotification news(JsonInput tree) {
        return new Notice.LastNotification(tree.number("revision"), stage(tree), tree.instant("at"));
    }

    private static List<Notice.EarlierRevision> earlier(JsonInput tree) {
        return tree.node().has("earlier")
                ? tree.list("earlier", one -> new Notice.EarlierRevision(one.number("revision"), one.instant("at")))
                : List.of();
    }

    private static SortedMap<String, String> fields(JsonInput tree) {
        SortedMap<String, String> fields = new TreeMap<>();
        tree.node().propertyNames().forEach(name -> fields.put(name, tree.text(name)));
        return fields;
    }

    private static Alert.AlertStatus status(JsonInput tree) {
        return tree.constant("status", "a status", Alert.AlertStatus.values(), Alert.AlertStatus::wireName);
    }
}
