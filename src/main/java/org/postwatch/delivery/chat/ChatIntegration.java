package org.postwatch.delivery.chat;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.ConfigValueParser;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.TextFormat;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.HttpUrl;

/** Recipients that are a channel of a chat, by its incoming webhook. */
public final class ChatIntegration {
    /** Anyone who has the URL of an incoming webhook can write to the chat: it is a secret, except on loopback. */
    private static final SectionKey<ConfigValue> URL = required(
            "url",
            new ConfigValueParser(
                    ConfigValueParser.REFERENCE_SYNTAX
                            + ", as the address of a chat is a secret; or an address on loopback",
                    text -> HttpUrl.of(text)
                            .filter(url -> HttpUrl.isLoopback(url.host()))
                            .isPresent(),
                    TextFormat.matching("(" + ConfigValueParser.REFERENCE_REGEX
                            + "|https?://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])([:/?].*)?)")),
            "The name of a secret that contains the address, or an address on loopback.");

    public static final RecipientIntegration<ChatAddress> INTEGRATION = new RecipientIntegration<>(
            optional(
                    ChatAddress.TYPE,
                    SectionSchema.of("a chat", "An incoming webhook, as Slack and Mattermost accept it.", URL)),
            ChatAddress.class,
            section -> new ChatAddress(section.require(URL)),
            ChatChannel::new);

    private ChatIntegration() {}
}
