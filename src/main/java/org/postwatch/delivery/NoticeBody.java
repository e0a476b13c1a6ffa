package org.postwatch.delivery;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.postwatch.notification.model.Notice;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notice as JSON for recipients. Apart from the granted fields it has only what distinguishes notices: no district,
 * incident id or route, unless a field grants them.
 */
public final class NoticeBody {
    /** A new number means that a property changed its meaning. */
    public static final int FORMAT = 1;

    private NoticeBody() {}

    /** For programs: times in UTC, codes as they are. */
    public static ObjectNode of(Notice notice) {
        return of(notice, Notice.NoticeItem::fields);
    }

    /** The same, with fields as people read them. */
    public static ObjectNode forPeople(Notice notice) {
        return of(notice, item -> {
            SortedMap<String, String> words = new TreeMap<>();
            NoticeText.fieldOrder()
                    .forEach(field ->
                            NoticeText.value(item, field).ifPresent(value -> words.put(field.wireName(), value)));
            return words;
        });
    }

    private static ObjectNode of(Notice notice, Function<Notice.NoticeItem, SortedMap<String, String>> fields) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("format", FORMAT);
        body.put("ref", notice.ref());
        body.put("revision", notice.revision());
        body.put("call", notice.callNumber());
        body.put("stage", notice.stage().wireName());
        body.put("status", notice.status().wireName());
        body.put("at", notice.at().toString());
        body.put("headline", NoticeText.headline(notice));
        body.put("alertCount", notice.alertCount());
        ArrayNode items = body.putArray("items");
        notice.items().forEach(item -> {
            ObjectNode node = items.addObject();
            node.put("ref", item.ref());
            node.put("status", item.status().wireName());
            fields.apply(item).forEach(node.putObject("fields")::put);
        });
        return body;
    }

    public static byte[] toBytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
