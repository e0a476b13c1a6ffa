package org.postwatch.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notice as JSON for the outside. Beside the recipient's fields it has only what tells notices apart: no district, no
 * incident's id and no route, unless a field grants them.
 */
public final class NoticeBody {
    /** A new number means that a property changed its meaning. */
    public static final int FORMAT = 1;

    private NoticeBody() {}

    public static ObjectNode of(Notice notice) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("format", FORMAT);
        body.put("ref", notice.ref());
        body.put("revision", notice.revision());
        body.put("call", notice.call());
        body.put("stage", notice.stage().wireName());
        body.put("status", name(notice.status()));
        body.put("at", notice.at().toString());
        body.put("headline", Wording.headline(notice));
        body.put("matters", notice.matters());
        ArrayNode items = body.putArray("items");
        notice.items().forEach(item -> {
            ObjectNode node = items.addObject();
            node.put("ref", item.ref());
            node.put("status", name(item.status()));
            ObjectNode fields = node.putObject("fields");
            item.fields().forEach(fields::put);
        });
        return body;
    }

    public static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String name(Matter.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
