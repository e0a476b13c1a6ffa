package org.postwatch.delivery.alertmanager;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.notification.model.ConfigValue;

/** Recipients that are an Alertmanager. */
public final class AlertmanagerIntegration {
    private static final SectionKey<ConfigValue> URL = required("url", AddressForm.URL);
    private static final SectionKey<ConfigValue> USER = optional("user", AddressForm.USER);
    private static final SectionKey<ConfigValue> PASSWORD = optional("password", AddressForm.SECRET_REFERENCE);
    private static final SectionKey<ConfigValue> TOKEN = optional("token", AddressForm.SECRET_REFERENCE);

    public static final RecipientIntegration<AlertmanagerAddress> INTEGRATION = new RecipientIntegration<>(
                    optional(
                            AlertmanagerAddress.TYPE,
                            SectionSchema.of("an Alertmanager", URL, USER, PASSWORD, TOKEN)
                                    .withRule(AlertmanagerIntegration::check)),
                    AlertmanagerAddress.class,
                    section -> new AlertmanagerAddress(
                            section.require(URL), section.find(USER), section.find(PASSWORD), section.find(TOKEN)),
                    AlertmanagerChannel::new)
            .acceptingWatchdog();

    private AlertmanagerIntegration() {}

    private static void check(ParsedSection section, Diagnostics diagnostics) {
        AddressForm.checkEncrypted(section, URL, diagnostics);
        if (AddressForm.checkLogin(section, "an Alertmanager", USER, PASSWORD, diagnostics)
                && section.has(TOKEN)
                && section.has(USER)) {
            diagnostics.error(section.at(TOKEN), "a login by 'token' beside one by 'user'; expected one of them");
        }
    }
}
