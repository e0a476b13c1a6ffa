package org.postwatch.runtime.access;

import java.util.Set;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.runtime.Configuration;

/**
 * Somebody who logs in at the cluster, and what they may.
 *
 * @param name of the role, or a recipient as {@code socorro-nm/board}
 * @param does in a few words
 * @param principal as the authorizer knows them: {@code User:postwatch-instance}
 */
public record Holder(String name, String does, String principal, Set<Right> rights) {
    public Holder {
        rights = Set.copyOf(rights);
    }

    public static Holder of(Role role, Configuration configuration) {
        return new Holder(
                role.wireName(), role.does(), "User:postwatch-" + role.wireName(), Rights.of(role, configuration));
    }

    /** The login is named as the topic is. */
    public static Holder ofRecipient(String district, String recipient) {
        return new Holder(
                district + "/" + recipient,
                "reads its own notices",
                "User:" + KafkaChannel.topic(district, recipient),
                Rights.ofRecipient(district, recipient));
    }

    public Holder as(String otherPrincipal) {
        return new Holder(name, does, otherPrincipal, rights);
    }
}
