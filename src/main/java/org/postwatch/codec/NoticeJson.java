package org.postwatch.codec;

import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;

/** What one recipient should now know of one subject: the values of {@code postwatch.notices}. */
public final class NoticeJson {
    private static final int BYTES_TYPICAL = 768;

    private NoticeJson() {}

    public static byte[] write(Notice notice) {
        return Output.object(BYTES_TYPICAL, json -> {
            Output.format(json, notice.district());
            json.writeStringProperty("recipient", notice.recipient());
            json.writeStringProperty("subject", notice.subject());
            json.writeStringProperty("ref", notice.ref());
            json.writeNumberProperty("revision", notice.revision());
            json.writeStringProperty("stage", notice.stage().wireName());
            json.writeStringProperty("status", notice.status().wireName());
            Output.instant(json, "at", notice.at());
            json.writeArrayPropertyStart("items");
            for (Notice.Item item : notice.items()) {
                json.writeStartObject();
                json.writeStringProperty("ref", item.ref());
                json.writeStringProperty("status", item.status().wireName());
                Output.texts(json, "fields", item.fields());
                json.writeStringProperty("zone", item.zone().getId());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("matters", notice.matters());
            json.writeStringProperty("because", notice.because());
            if (!notice.earlier().isEmpty()) {
                json.writeArrayPropertyStart("earlier");
                for (Notice.Earlier earlier : notice.earlier()) {
                    json.writeStartObject();
                    json.writeNumberProperty("revision", earlier.revision());
                    Output.instant(json, "at", earlier.at());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            if (notice.call() > 1) {
                json.writeNumberProperty("call", notice.call());
            }
            if (notice.isUpdate()) {
                json.writeObjectPropertyStart("news");
                json.writeNumberProperty("revision", notice.news().revision());
                json.writeStringProperty("stage", notice.news().stage().wireName());
                Output.instant(json, "at", notice.news().at());
                json.writeEndObject();
            }
            if (notice.urgent()) {
                json.writeBooleanProperty("urgent", true);
            }
        });
    }

    /** Throws IllegalArgumentException, naming the field, when the bytes are no such value. */
    public static Notice read(byte[] bytes) {
        OutputTree tree = OutputTree.of(bytes);
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

    private static List<Notice.Item> items(OutputTree tree) {
        return tree.list(
                "items",
                item -> new Notice.Item(
                        item.text("ref"),
                        status(item),
                        fields(item.child("fields")),
                        item.as("zone", "a time zone", ZoneId::of)));
    }

    private static Notice.Stage stage(OutputTree tree) {
        return tree.constant("stage", "a stage", Notice.Stage.values(), Notice.Stage::wireName);
    }

    /** What is no update is the news itself. */
    private static Notice.News news(OutputTree tree) {
        return new Notice.News(tree.number("revision"), stage(tree), tree.instant("at"));
    }

    private static List<Notice.Earlier> earlier(OutputTree tree) {
        return tree.node().has("earlier")
                ? tree.list("earlier", one -> new Notice.Earlier(one.number("revision"), one.instant("at")))
                : List.of();
    }

    private static SortedMap<String, String> fields(OutputTree tree) {
        SortedMap<String, String> fields = new TreeMap<>();
        tree.node().propertyNames().forEach(name -> fields.put(name, tree.text(name)));
        return fields;
    }

    private static Matter.Status status(OutputTree tree) {
        return tree.constant("status", "a status", Matter.Status.values(), Matter.Status::wireName);
    }
}
