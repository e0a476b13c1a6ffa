package org.postwatch.delivery.webhook;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.List;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.notification.model.ConfigValue;

/** Recipients that receive signed JSON, as Standard Webhooks defines it. */
public final class WebhookIntegration implements RecipientIntegration<WebhookAddress> {
    private static final int MAX_SECRETS = 2;
    private static final SectionKey<ConfigValue> URL = required("url", AddressForm.URL);
    private static final SectionKey<List<LocatedValue<ConfigValue>>> SECRETS =
            required("secrets", new ListParser<>(AddressForm.SECRET_REFERENCE, "secrets", 1, MAX_SECRETS, true));
    private static final SectionKey<ParsedSection> KEY = optional(
            WebhookAddress.TYPE,
            SectionSchema.of("a webhook", URL, SECRETS)
                    .withRule((hook, diagnostics) -> AddressForm.checkEncrypted(hook, URL, diagnostics)));

    @Override
    public Class<WebhookAddress> addressType() {
        return WebhookAddress.class;
    }

    @Override
    public SectionKey<ParsedSection> key() {
        return KEY;
    }

    @Override
    public WebhookAddress compile(ParsedSection section) {
        return new WebhookAddress(section.require(URL), section.values(SECRETS));
    }

    @Override
    public boolean acceptsWatchdog() {
        return true;
    }

    @Override
    public boolean requiresAgency() {
        return true;
    }

    @Override
    public NotificationChannel open(WebhookAddress address, ChannelContext context) {
        return new WebhookChannel(address, context);
    }
}
