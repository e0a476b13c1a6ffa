package org.postwatch.app.acls;

import java.util.Set;
import org.postwatch.app.config.Configuration;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.notification.model.RecipientKey;

/**
 * A principal of the cluster and its ACLs.
 *
 * @param name of the role, or a recipient as {@code socorro-nm/board}
 * @param description a short phrase
 * @param principal in the form of the authorizer: {@code User:postwatch-instance}
 */
public record AclPrincipal(String name, String description, String principal, Set<AclRule> rules) {
    public AclPrincipal {
        rules = Set.copyOf(rules);
    }

    public static AclPrincipal of(AclRole role, Configuration configuration) {
        return new AclPrincipal(
                role.wireName(),
                role.description(),
                "User:postwatch-" + role.wireName(),
                RoleAcls.of(role, configuration));
    }

    /** The login is named as the topic is. */
    public static AclPrincipal ofRecipient(String district, String recipient) {
        return new AclPrincipal(
                new RecipientKey(district, recipient).text(),
                "reads its own notices",
                "User:" + KafkaChannel.topicName(district, recipient),
                RoleAcls.ofRecipient(district, recipient));
    }

    public AclPrincipal withPrincipal(String otherPrincipal) {
        return new AclPrincipal(name, description, otherPrincipal, rules);
    }
}
