package org.postwatch.delivery.chat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.delivery.NoticeText;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.web.HttpEndpoint;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.notification.model.Notice;
import tools.jackson.databind.node.JsonNodeFactory;

/** A text a notice. What stands in it calls nobody, links nowhere and shows no picture. */
final class ChatChannel implements NotificationChannel {
    /** What both show whole, in characters. */
    private static final int MAX_TEXT_CHARS = 4_000;
    /** Cannot be seen, and parts what would mean something together. */
    private static final String ZERO_WIDTH_SPACE = "\u200b";
    /**
     * Mentions and channels ({@code @here}, {@code ~town-square}), hashtags, Markdown's links and images, dots in names of hosts
     * (those of IDNA too; a label may end with a vowel sign or a symbol), schemes ({@code mailto:}).
     */
    private static final Pattern MARKUP =
            Pattern.compile("[@#~\\[\\]]|(?<=\\S)[.\u3002\uff0e\uff61](?=\\S)|(?<=[A-Za-z]):(?=\\S)");

    private final HttpEndpoint endpoint;
    private final HttpSender http;

    /** @throws IllegalStateException when the URL must not be called, or the secret is missing */
    ChatChannel(ChatAddress address, ChannelContext context) {
        this.endpoint = context.endpoint(address.url());
        this.http = context.http();
    }

    @Override
    public AttemptResult send(Notice notice) throws InterruptedException {
        return http.post(
                endpoint,
                Map.of("Content-Type", "application/json"),
                NoticeBody.toBytes(JsonNodeFactory.instance.objectNode().put("text", text(notice))),
                List.of());
    }

    static String text(Notice notice) {
        StringBuilder text = new StringBuilder(escaped(NoticeText.headline(notice)));
        for (String line : NoticeText.lines(notice)) {
            String more = escaped(line);
            if (text.length() + more.length() + 1 > MAX_TEXT_CHARS) {
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
        return MARKUP.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group() + ZERO_WIDTH_SPACE))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
