package org.postwatch.delivery.spi;

import org.postwatch.delivery.NotificationChannel;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.notification.model.RecipientAddress;

/**
 * A kind of recipient: everything that Postwatch knows of it, but for its address, stands in the package of the class that
 * implements this.
 *
 * @param <A> the record of its address; topics have its components by name, with text for each {@code ConfigValue}
 */
public interface RecipientIntegration<A extends RecipientAddress> {
    Class<A> addressType();

    /** The key of {@code routing.yaml} that has such an address, named as {@link RecipientAddress#type()}, and its form. */
    SectionKey<ParsedSection> key();

    /** @param section of {@link #key()}, without errors */
    A compile(ParsedSection section);

    /** Whether it may receive a watchdog notice each minute. */
    boolean acceptsWatchdog();

    /** Whether such a recipient must name its agency: all but those that never leave the instance. */
    boolean requiresAgency();

    /** @throws IllegalStateException when the address cannot be used, or a secret is missing; the reason does not quote secrets */
    NotificationChannel open(A address, ChannelContext context);

    /** As {@link #open(RecipientAddress, ChannelContext)}, for the recipient of the context. */
    default NotificationChannel open(ChannelContext context) {
        return open(addressType().cast(context.recipient().address()), context);
    }
}
