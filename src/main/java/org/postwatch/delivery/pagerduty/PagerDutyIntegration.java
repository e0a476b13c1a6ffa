package org.postwatch.delivery.pagerduty;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.notification.model.ConfigValue;

/** Recipients that are a service of PagerDuty, or of a system with the same API. */
public final class PagerDutyIntegration implements RecipientIntegration<PagerDutyAddress> {
    private static final SectionKey<ConfigValue> URL = required("url", AddressForm.URL);
    private static final SectionKey<ConfigValue> ROUTING_KEY = required("key", AddressForm.SECRET_REFERENCE);
    private static final SectionKey<ParsedSection> KEY = optional(
            PagerDutyAddress.TYPE,
            SectionSchema.of("a pager", URL, ROUTING_KEY)
                    .withRule((pager, diagnostics) -> AddressForm.checkEncrypted(pager, URL, diagnostics)));

    @Override
    public Class<PagerDutyAddress> addressType() {
        return PagerDutyAddress.class;
    }

    @Override
    public SectionKey<ParsedSection> key() {
        return KEY;
    }

    @Override
    public PagerDutyAddress compile(ParsedSection section) {
        return new PagerDutyAddress(section.require(URL), section.require(ROUTING_KEY));
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
    public NotificationChannel open(PagerDutyAddress address, ChannelContext context) {
        return new PagerDutyChannel(address, context);
    }
}
