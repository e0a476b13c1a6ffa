package org.postwatch.delivery.alertmanager;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.delivery.spi.AddressForm;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.notification.model.ConfigValue;

/** Recipients that are an Alertmanager. */
public final class AlertmanagerIntegration {
    private static final SectionKey<ConfigValue> URL =
            required("url", AddressForm.URL, "The base address of the Alertmanager. `/api/v2/alerts` is appended.");
    private static final SectionKey<ConfigValue> USER = optional(
            "user",
            AddressForm.USER,
            "The user for HTTP Basic authentication, together with `password`: a name, or the name of a secret.");
    private static final SectionKey<ConfigValue> PASSWORD =
            optional("password", AddressForm.SECRET_REFERENCE, "The password, together with `user`.");
    private static final SectionKey<ConfigValue> TOKEN = optional(
            "token", AddressForm.SECRET_REFERENCE, "For HTTP Bearer authentication, instead of `user` and `password`.");

    public static final RecipientIntegration<AlertmanagerAddress> INTEGRATION = new RecipientIntegration<>(
                    optional(
                            AlertmanagerAddress.TYPE,
                            SectionSchema.of("an Alertmanager", "Prometheus Alertmanager.", URL, USER, PASSWORD, TOKEN)
                                    .withRule(AlertmanagerIntegration::check, keywords())),
                    AlertmanagerAddress.class,
                    section -> new AlertmanagerAddress(
                            section.require(URL), section.find(USER), section.find(PASSWORD), section.find(TOKEN)),
                    AlertmanagerChannel::new)
            .acceptingWatchdog();

    private AlertmanagerIntegration() {}

    private static Map<String, Object> keywords() {
        Map<String, Object> keywords = new LinkedHashMap<>(AddressForm.loginKeywords(USER, PASSWORD));
        keywords.put("not", Map.of("required", List.of(USER.name(), TOKEN.name())));
        return keywords;
    }

    private static void check(ParsedSection section, Diagnostics diagnostics) {
        AddressForm.checkEncrypted(section, URL, diagnostics);
        if (AddressForm.checkLogin(section, "an Alertmanager", USER, PASSWORD, diagnostics)
                && section.has(TOKEN)
                && section.has(USER)) {
            diagnostics.error(section.at(TOKEN), "a login by 'token' beside one by 'user'; expected one of them");
        }
    }
}
