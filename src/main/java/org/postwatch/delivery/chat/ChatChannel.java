package org.postwatch.delivery.chat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /**
     * Mentions and channels ({@code @here}, {@code ~town-square}), hashtags, Markdown's links and images, dots in names of hosts
     * (those of IDNA too; a label may end with a vowel sign or a symbol), schemes ({@code mailto:}).
     */
    private static final Pattern MEANS_SOMETHING =
            Pattern.compile("[@#~\\[\\]]|(?<=\\S)[.\u3002\uff0e\uff61](?=\\S)|(?<=[A-Za-z]):(?=\\S)");

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

    /**
     * Slack reads markup in {@code <>} and has its own escapes for it; Mattermost and Teams read Markdown. All of them make links
     * of bare addresses: whatever has a dot within a word, or a scheme.
     */
    private static String escaped(String text) {
        return MEANS_SOMETHING
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group() + APART))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
