package org.postwatch.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.delivery.webhook.WebhookAddress;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;

/** Small districts with recipients. */
public final class SampleRecipients {
    public static final List<String> SEVERITIES = List.of("info", "low", "high", "critical");
    /** As Standard Webhooks wants them. */
    public static final String SECRET = "whsec_c2VjcmV0LW9uZS1zZWNyZXQtb25lLTI0";

    public static final String OLD_SECRET = "whsec_c2VjcmV0LXR3by1zZWNyZXQtdHdvLTI0";

    private SampleRecipients() {}

    public static Recipient recipient(String id, RecipientAddress address) {
        return new Recipient(id, "district", "school", address, false, Duration.ofHours(1));
    }

    public static WebhookAddress webhook(String url) {
        return new WebhookAddress(
                new ConfigValue(url), List.of(new ConfigValue("secret:hook-new"), new ConfigValue("secret:hook-old")));
    }

    public static RoutingConfig routing(String district, Recipient... recipients) {
        TreeMap<String, Recipient> byId = new TreeMap<>();
        Arrays.stream(recipients).forEach(recipient -> byId.put(recipient.id(), recipient));
        return new RoutingConfig(
                district,
                "District " + district,
                ZoneId.of("America/Denver"),
                SEVERITIES,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(Map.of("district", "school")),
                byId,
                Route.notifyingAll(List.copyOf(byId.keySet())),
                new DisclosurePolicy(List.of(), Set.of("federal-immigration"), Set.of("ice.example")),
                RoutingConfig.NotificationSettings.DEFAULT);
    }

    /** The same for every district: two of webhooks, and more by name. */
    public static SecretResolver secrets(Map<String, String> more) {
        TreeMap<String, String> shared = new TreeMap<>(more);
        shared.put("hook-new", SECRET);
        shared.put("hook-old", OLD_SECRET);
        return secretsOnly(shared);
    }

    /** With secrets, and with this machine as the only place beyond public addresses that may be called. */
    public static DeliveryAccess access(SecretResolver secrets, Path... folders) {
        return new DeliveryAccess(secrets, loopbackPolicy(folders));
    }

    public static OutgoingPolicy loopbackPolicy(Path... folders) {
        return new OutgoingPolicy(List.of("127.0.0.0/8", "::1"), List.of(folders));
    }

    /** The same for every district; a blank one is missing. */
    public static SecretResolver secretsOnly(Map<String, String> shared) {
        return (district, name) -> Optional.ofNullable(shared.get(name))
                .filter(secret -> !secret.isBlank())
                .orElseThrow(() -> new MissingSecretException("no secret '" + name + "' for '" + district + "'"));
    }
}
