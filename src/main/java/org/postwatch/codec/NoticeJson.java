package org.postwatch.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
            json.writeStringProperty("status", name(notice.status()));
            Output.instant(json, "at", notice.at());
            json.writeArrayPropertyStart("items");
            for (Notice.Item item : notice.items()) {
                json.writeStartObject();
                json.writeStringProperty("ref", item.ref());
                json.writeStringProperty("status", name(item.status()));
                Output.texts(json, "fields", item.fields());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("matters", notice.matters());
            json.writeStringProperty("because", notice.because());
            if (!notice.earlier().isEmpty()) {
                Output.strings(
                        json,
                        "earlier",
                        notice.earlier().stream().map(Instant::toString).toList());
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
                tree.as("stage", "a stage", name -> Notice.Stage.valueOf(name.toUpperCase(Locale.ROOT))),
                status(tree),
                tree.instant("at"),
                items(tree),
                tree.number("matters"),
                tree.text("because"),
                earlier(tree),
                tree.node().has("urgent") && tree.flag("urgent"));
    }

    private static List<Notice.Item> items(OutputTree tree) {
        return tree.list(
                "items", item -> new Notice.Item(item.text("ref"), status(item), fields(item.child("fields"))));
    }

    private static List<Instant> earlier(OutputTree tree) {
        try {
            return tree.node().has("earlier")
                    ? tree.strings("earlier").stream().map(Instant::parse).toList()
                    : List.of();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("earlier: expected instants, found " + e.getMessage(), e);
        }
    }

    private static SortedMap<String, String> fields(OutputTree tree) {
        SortedMap<String, String> fields = new TreeMap<>();
        tree.node().propertyNames().forEach(name -> fields.put(name, tree.text(name)));
        return fields;
    }

    private static String name(Matter.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Matter.Status status(OutputTree tree) {
        return tree.as("status", "a status", name -> Matter.Status.valueOf(name.toUpperCase(Locale.ROOT)));
    }
}
