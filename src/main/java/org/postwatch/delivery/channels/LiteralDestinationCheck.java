package org.postwatch.delivery.channels;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postwatch.delivery.cap.CapChannel;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.HttpUrl;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.route.RoutingConfig;

/**
 * Checks the destinations that a routing contains literally against what the instance allows: addresses, names of this machine,
 * folders. Other host names are resolved and checked when a notice is delivered.
 */
public final class LiteralDestinationCheck {
    private LiteralDestinationCheck() {}

    /** Every recipient that could not be reached from this instance, with the reason in words. */
    public static List<String> findDenied(RoutingConfig routing, OutgoingPolicy policy) {
        return routing.recipients().values().stream()
                .flatMap(recipient -> denialOf(recipient, policy).stream())
                .toList();
    }

    private static Optional<String> denialOf(Recipient recipient, OutgoingPolicy policy) {
        return denialOf(recipient.address(), policy).map(why -> "recipient '" + recipient.id() + "': " + why);
    }

    private static Optional<String> denialOf(RecipientAddress address, OutgoingPolicy policy) {
        if (address instanceof RecipientAddress.Webhook webhook) {
            return denialOfUrl(webhook.url(), policy);
        } else if (address instanceof RecipientAddress.Alertmanager alertmanager) {
            return denialOfUrl(alertmanager.url(), policy);
        } else if (address instanceof RecipientAddress.PagerDuty pager) {
            return denialOfUrl(pager.url(), policy);
        } else if (address instanceof RecipientAddress.Chat chat) {
            return denialOfUrl(chat.url(), policy);
        } else if (address instanceof RecipientAddress.Mail mail) {
            return denialOfHost(mail.host(), policy);
        } else if (address instanceof RecipientAddress.Cap cap) {
            return cap.to().text().startsWith(CapChannel.FOLDER_PREFIX)
                    ? denialOfFolder(cap.to(), policy)
                    : denialOfUrl(cap.to(), policy);
        }
        return Optional.empty();
    }

    private static Optional<String> denialOfUrl(ConfigValue url, OutgoingPolicy policy) {
        return HttpUrl.of(url.text()).flatMap(address -> denialOfHost(address.host(), policy));
    }

    private static Optional<String> denialOfHost(String host, OutgoingPolicy policy) {
        return policy.literalDenialReason(host).map(why -> "'" + host + "' may not be called: " + why);
    }

    private static Optional<String> denialOfFolder(ConfigValue to, OutgoingPolicy policy) {
        try {
            return policy.folderDenialReason(Path.of(to.text().substring(CapChannel.FOLDER_PREFIX.length())));
        } catch (InvalidPathException e) {
            return Optional.of("no folder can be named so");
        }
    }
}
