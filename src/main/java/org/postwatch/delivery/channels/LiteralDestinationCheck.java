package org.postwatch.delivery.channels;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.Endpoint;
import org.postwatch.notification.model.HttpUrl;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/**
 * Checks the destinations that a routing contains literally against what the instance allows: addresses, names of this machine,
 * folders. Other host names are resolved and checked when a notice is delivered.
 */
public final class LiteralDestinationCheck {
    private LiteralDestinationCheck() {}

    /** Every recipient that could not be reached from this instance, with the reason. */
    public static List<String> findDenied(RoutingConfig routing, OutgoingPolicy policy) {
        return routing.recipients().values().stream()
                .flatMap(recipient -> denialOf(recipient, policy).stream())
                .toList();
    }

    private static Optional<String> denialOf(Recipient recipient, OutgoingPolicy policy) {
        return recipient.address().endpoints().stream()
                .flatMap(endpoint -> denialOf(endpoint, policy).stream())
                .findFirst()
                .map(why -> "recipient '" + recipient.id() + "': " + why);
    }

    private static Optional<String> denialOf(Endpoint endpoint, OutgoingPolicy policy) {
        String text = endpoint.text().text();
        return switch (endpoint.kind()) {
            case URL -> HttpUrl.of(text).flatMap(url -> denialOfHost(url.host(), policy));
            case HOST -> denialOfHost(text, policy);
            case FOLDER -> denialOfFolder(text, policy);
            case RECIPIENT_TOPIC -> Optional.empty();
        };
    }

    private static Optional<String> denialOfHost(String host, OutgoingPolicy policy) {
        return policy.literalDenialReason(host).map(why -> "'" + host + "' may not be called: " + why);
    }

    private static Optional<String> denialOfFolder(String path, OutgoingPolicy policy) {
        try {
            return policy.folderDenialReason(Path.of(path));
        } catch (InvalidPathException e) {
            return Optional.of("no folder can be named so");
        }
    }
}
