package org.postwatch.delivery.spi;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.notification.model.RecipientAddress;

/**
 * A kind of recipient. The package that declares it holds everything about the kind: its address, the form of the address in
 * documents, and its channel.
 *
 * @param <A> the record of its address; its JSON in topics has the same components by name
 * @param key the key of {@code routing.yaml} that has such an address, named as {@link RecipientAddress#type()}, and its form
 * @param compiler of a section of this key without errors
 * @param opener of its channel; throws IllegalStateException, without quoting secrets, when the address must not be used or a secret
 *     is missing
 * @param acceptsWatchdog whether it may receive a watchdog notice each minute
 * @param requiresAgency whether such a recipient must name its agency
 */
public record RecipientIntegration<A extends RecipientAddress>(
        SectionKey<ParsedSection> key,
        Class<A> addressType,
        Function<ParsedSection, A> compiler,
        BiFunction<A, ChannelContext, NotificationChannel> opener,
        boolean acceptsWatchdog,
        boolean requiresAgency) {
    /** A kind that receives no watchdog notices and must name its agency. */
    public RecipientIntegration(
            SectionKey<ParsedSection> key,
            Class<A> addressType,
            Function<ParsedSection, A> compiler,
            BiFunction<A, ChannelContext, NotificationChannel> opener) {
        this(key, addressType, compiler, opener, false, true);
    }

    public RecipientIntegration<A> acceptingWatchdog() {
        return new RecipientIntegration<>(key, addressType, compiler, opener, true, requiresAgency);
    }

    /** Only for a kind that never leaves the instance. */
    public RecipientIntegration<A> withoutAgency() {
        return new RecipientIntegration<>(key, addressType, compiler, opener, acceptsWatchdog, false);
    }

    /** The address in a section of {@link #key()} without errors. */
    public A compile(ParsedSection section) {
        return compiler.apply(section);
    }

    /** @throws IllegalStateException when the address must not be used or a secret is missing */
    public NotificationChannel open(ChannelContext context) {
        return opener.apply(addressType.cast(context.recipient().address()), context);
    }
}
