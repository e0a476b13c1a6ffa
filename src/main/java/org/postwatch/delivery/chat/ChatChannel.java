package org.postwatch.delivery.chat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.delivery.Secrets;
import org.postwatch.delivery.Wording;
import org.postwatch.delivery.web.Endpoint;
import org.postwatch.delivery.web.Web;
import org.postwatch.routing.Address;
import org.postwatch.routing.Notice;
import tools.jackson.databind.node.JsonNodeFactory;

/** A text a notice. What stands in it calls nobody, links nowhere and shows no picture. */
public final class ChatChannel implements Channel {
    /** What both show whole, in characters. */
    private static final int TEXT_MAX = 4_000;
    /** Cannot be seen, and parts what would mean something together. */
    private static final String APART = "\u200b";

    private final Endpoint endpoint;
    private final Web web;

    /** @throws IllegalStateException when the address is missing or none */
    public ChatChannel(Address.Chat address, Secrets secrets, Collection<String> barred, Web web) {
        this.endpoint = Endpoint.of(address.url(), secrets, barred);
        this.web = web;
    }

    @Override
    public Answer send(Notice notice) throws InterruptedException {
        return web.post(
                endpoint,
                Map.of("Content-Type", "application/json"),
                NoticeBody.bytes(JsonNodeFactory.instance.objectNode().put("text", text(notice))),
                List.of());
    }

    static String text(Notice notice) {
        StringBuilder text = new StringBuilder(escaped(Wording.headline(notice)));
        for (String line : Wording.lines(notice)) {
            String more = escaped(line);
            if (text.length() + more.length() + 1 > TEXT_MAX) {
                return text.append("\n…").toString();
            }
            text.append('\n').append(more);
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "@" + APART)
                .replace("](", "]" + APART + "(")
                .replace("://", ":" + APART + "//");
    }
}
