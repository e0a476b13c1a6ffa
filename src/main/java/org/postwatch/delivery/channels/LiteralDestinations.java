package org.postwatch.delivery.channels;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postwatch.delivery.cap.CapChannel;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.routing.Address;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Setting;
import org.postwatch.routing.WebAddress;

/**
 * Checks the destinations that a routing contains literally against what the instance allows: addresses, names of this machine,
 * folders. Other host names are resolved and checked when a notice is delivered.
 */
public final class LiteralDestinations {
    private LiteralDestinations() {}

    /** Every recipient that could not be reached from this instance, with the reason in words. */
    public static List<String> refusals(Routing routing, OutgoingPolicy policy) {
        return routing.recipients().values().stream()
                .flatMap(recipient -> refusal(recipient, policy).stream())
                .toList();
    }

    private static Optional<String> refusal(Recipient recipient, OutgoingPolicy policy) {
        return refusal(recipient.address(), policy).map(why -> "recipient '" + recipient.id() + "': " + why);
    }

    private static Optional<String> refusal(Address address, OutgoingPolicy policy) {
        if (address instanceof Address.Webhook webhook) {
            return ofUrl(webhook.url(), policy);
        } else if (address instanceof Address.Alertmanager alertmanager) {
            return ofUrl(alertmanager.url(), policy);
        } else if (address instanceof Address.PagerDuty pager) {
            return ofUrl(pager.url(), policy);
        } else if (address instanceof Address.Chat chat) {
            return ofUrl(chat.url(), policy);
        } else if (address instanceof Address.Mail mail) {
            return ofHost(mail.host(), policy);
        } else if (address instanceof Address.Cap cap) {
            return cap.to().text().startsWith(CapChannel.FOLDER) ? ofFolder(cap.to(), policy) : ofUrl(cap.to(), policy);
        }
        return Optional.empty();
    }

    private static Optional<String> ofUrl(Setting url, OutgoingPolicy policy) {
        return WebAddress.of(url.text()).flatMap(address -> ofHost(address.host(), policy));
    }

    private static Optional<String> ofHost(String host, OutgoingPolicy policy) {
        return policy.refusalOfLiteral(host).map(why -> "'" + host + "' may not be called: " + why);
    }

    private static Optional<String> ofFolder(Setting to, OutgoingPolicy policy) {
        try {
            return policy.refusalOfFolder(Path.of(to.text().substring(CapChannel.FOLDER.length())));
        } catch (InvalidPathException e) {
            return Optional.of("no folder can be named so");
        }
    }
}
