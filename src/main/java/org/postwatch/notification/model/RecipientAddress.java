package org.postwatch.notification.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the notices of a recipient go: one record for each kind of recipient, in the package that delivers to it. Every text that
 * may be a secret is a {@link ConfigValue}. The checks of policies and instances use these methods only, so a new kind is checked
 * like all others.
 */
public interface RecipientAddress {
    /** The kind of recipient in lower case, as in documents: {@code webhook}. */
    String type();

    /** What the instance that delivers connects to or writes to; empty when it is its own log. */
    List<Endpoint> endpoints();

    /** The texts beside the endpoints that may name a domain: mailboxes, senders. */
    List<ConfigValue> otherDomainTexts();

    /** The values beside the endpoints that may refer to a secret. */
    List<ConfigValue> credentials();

    /**
     * Where its notices arrive, each place in one form whatever its spelling. Two recipients that share a place receive each other's
     * notices. Empty where every recipient has its own place.
     */
    Set<String> destinations();

    /** Whether it calls a person who may be busy or asleep: it is not notified of what is already over. */
    boolean isPager();

    /**
     * Whether it receives {@link Notice.NoticeStage#UPDATED}: only where an update calls nobody and replaces the earlier notice.
     */
    boolean acceptsUpdates();

    /**
     * Every text that may name a domain: denied domains are checked against them. References to secrets are checked when they are
     * resolved.
     */
    default List<ConfigValue> domainTexts() {
        return Stream.concat(endpoints().stream().map(Endpoint::text), otherDomainTexts().stream())
                .toList();
    }

    /** Every value that may refer to a secret. */
    default List<ConfigValue> configValues() {
        return Stream.concat(endpoints().stream().map(Endpoint::text), credentials().stream())
                .toList();
    }
}
