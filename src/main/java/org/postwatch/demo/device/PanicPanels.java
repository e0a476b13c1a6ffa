package org.postwatch.demo.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postwatch.demo.device.DeviceMessage.WebhookCall;
import org.postwatch.event.Event;
import org.postwatch.event.PanicEvent;
import org.postwatch.intake.IntakeSource;

/** Panels of panic buttons of the profile {@code generic}, which sign what they send. */
final class PanicPanels extends SimulatedSource {
    private static final String ALGORITHM = "HmacSHA256";

    private final String secret;

    PanicPanels(IntakeSource source, String secret) {
        super(source);
        this.secret = secret;
    }

    @Override
    Optional<DeviceMessage> messageOf(Event event) {
        return event instanceof PanicEvent panic
                ? idOfCampus("device", panic.campus()).map(panel -> alarm(panel, panic))
                : Optional.empty();
    }

    private DeviceMessage alarm(String panel, PanicEvent panic) {
        Map<String, Object> body = new HashMap<>(
                Map.of(field("device"), panel, field("time"), panic.time().toString(), field("id"), panic.id()));
        panic.location().ifPresent(room -> body.put(field("location"), room));
        byte[] bytes = DeviceJson.write(body);
        return new WebhookCall(
                "POST",
                hookPath(),
                Map.of("Content-Type", "application/json", "X-Hub-Signature-256", "sha256=" + signature(bytes)),
                bytes);
    }

    private String field(String parameter) {
        return source().parameters().get(parameter);
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
