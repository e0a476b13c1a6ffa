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
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.routing.Address;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Setting;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;

/** Small districts with recipients. */
public final class Recipients {
    public static final List<String> SEVERITIES = List.of("info", "low", "high", "critical");
    /** As Standard Webhooks wants them. */
    public static final String SECRET = "whsec_c2VjcmV0LW9uZS1zZWNyZXQtb25lLTI0";

    public static final String OLD_SECRET = "whsec_c2VjcmV0LXR3by1zZWNyZXQtdHdvLTI0";

    private Recipients() {}

    public static Recipient recipient(String id, Address address) {
        return new Recipient(id, "district", "school", address, false, Duration.ofHours(1));
    }

    public static Address.Webhook webhook(String url) {
        return new Address.Webhook(
                new Setting(url), List.of(new Setting("secret:hook-new"), new Setting("secret:hook-old")));
    }

    public static Routing routing(String district, Recipient... recipients) {
        TreeMap<String, Recipient> byId = new TreeMap<>();
        Arrays.stream(recipients).forEach(recipient -> byId.put(recipient.id(), recipient));
        return new Routing(
                district,
                "District " + district,
                ZoneId.of("America/Denver"),
                SEVERITIES,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(Map.of("district", "school")),
                byId,
                Route.toAll(List.copyOf(byId.keySet())),
                new Policy(List.of(), Set.of("federal-immigration"), Set.of("ice.example")),
                Routing.Habits.USUAL);
    }

    /** The same for every district: two of webhooks, and more by name. */
    public static SecretResolver secrets(Map<String, String> more) {
        TreeMap<String, String> shared = new TreeMap<>(more);
        shared.put("hook-new", SECRET);
        shared.put("hook-old", OLD_SECRET);
        return only(shared);
    }

    /** With secrets, and with this machine as the only place beyond public addresses that may be called. */
    public static DeliveryAccess access(SecretResolver secrets, Path... folders) {
        return new DeliveryAccess(secrets, thisMachine(folders));
    }

    public static OutgoingPolicy thisMachine(Path... folders) {
        return new OutgoingPolicy(List.of("127.0.0.0/8", "::1"), List.of(folders));
    }

    /** The same for every district; a blank one is missing. */
    public static SecretResolver only(Map<String, String> shared) {
        return (district, name) -> Optional.ofNullable(shared.get(name))
                .filter(secret -> !secret.isBlank())
                .orElseThrow(() -> new MissingSecretException("no secret '" + name + "' for '" + district + "'"));
    }
}
