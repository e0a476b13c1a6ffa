package org.postwatch.delivery.chat;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.ConfigValueParser;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.HttpUrl;

/** Recipients that are a channel of a chat, by its incoming webhook. */
public final class ChatIntegration implements RecipientIntegration<ChatAddress> {
    /** Anyone who has the URL of an incoming webhook can write to the chat: it is a secret, except on loopback. */
    private static final SectionKey<ConfigValue> URL = required(
            "url",
            new ConfigValueParser(
                    ConfigValueParser.REFERENCE_SYNTAX
                            + ", as the address of a chat is a secret; or an address on loopback",
                    text -> HttpUrl.of(text)
                            .filter(url -> HttpUrl.isLoopback(url.host()))
                            .isPresent()));

    private static final SectionKey<ParsedSection> KEY = optional(ChatAddress.TYPE, SectionSchema.of("a chat", URL));

    @Override
    public Class<ChatAddress> addressType() {
        return ChatAddress.class;
    }

    @Override
    public SectionKey<ParsedSection> key() {
        return KEY;
    }

    @Override
    public ChatAddress compile(ParsedSection section) {
        return new ChatAddress(section.require(URL));
    }

    @Override
    public boolean acceptsWatchdog() {
        return false;
    }

    @Override
    public boolean requiresAgency() {
        return true;
    }

    @Override
    public NotificationChannel open(ChatAddress address, ChannelContext context) {
        return new ChatChannel(address, context);
    }
}
