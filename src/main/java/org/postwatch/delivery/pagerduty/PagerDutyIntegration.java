package org.postwatch.delivery.pagerduty;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.notification.model.ConfigValue;

/** Recipients that are a service of PagerDuty, or of a system with the same API. */
public final class PagerDutyIntegration {
    private static final SectionKey<ConfigValue> URL = required("url", AddressForm.URL);
    private static final SectionKey<ConfigValue> ROUTING_KEY =
            required("key", AddressForm.SECRET_REFERENCE, "The routing key.");

    public static final RecipientIntegration<PagerDutyAddress> INTEGRATION = new RecipientIntegration<>(
            optional(
                    PagerDutyAddress.TYPE,
                    SectionSchema.of(
                                    "a pager",
                                    "PagerDuty, or a system that accepts its Events API v2.",
                                    URL,
                                    ROUTING_KEY)
                            .withRule((pager, diagnostics) -> AddressForm.checkEncrypted(pager, URL, diagnostics))),
            PagerDutyAddress.class,
            section -> new PagerDutyAddress(section.require(URL), section.require(ROUTING_KEY)),
            PagerDutyChannel::new);

    private PagerDutyIntegration() {}
}
