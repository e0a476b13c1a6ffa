package org.postwatch.delivery.webhook;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.List;
import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.notification.model.ConfigValue;

/** Recipients that receive signed JSON, as Standard Webhooks defines it. */
public final class WebhookIntegration {
    private static final int MAX_SECRETS = 2;
    private static final SectionKey<ConfigValue> URL = required("url", AddressForm.URL);
    private static final SectionKey<List<LocatedValue<ConfigValue>>> SECRETS = required(
            "secrets",
            new ListParser<>(AddressForm.SECRET_REFERENCE, "secrets", 1, MAX_SECRETS, true),
            "The signing secrets: one, or two during a rotation.");

    public static final RecipientIntegration<WebhookAddress> INTEGRATION = new RecipientIntegration<>(
                    optional(
                            WebhookAddress.TYPE,
                            SectionSchema.of("a webhook", "Standard Webhooks.", URL, SECRETS)
                                    .withRule(
                                            (hook, diagnostics) -> AddressForm.checkEncrypted(hook, URL, diagnostics))),
                    WebhookAddress.class,
                    section -> new WebhookAddress(section.require(URL), section.values(SECRETS)),
                    WebhookChannel::new)
            .acceptingWatchdog();

    private WebhookIntegration() {}
}
