package org.postwatch.app.acls;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.delivery.DeliveryWorker;
import org.postwatch.app.intake.SourceOwnership;
import org.postwatch.delivery.kafka.KafkaChannel;

/**
 * The scope in which existing ACLs can be judged: resources of Postwatch, and the selected principals.
 *
 * @param applications the ids of COVERAGE and NOTIFICATION
 * @param principals absent: all principals
 * @param districts with known recipients; absent: all districts
 */
public record AclScope(Set<String> applications, Optional<Set<String>> principals, Optional<Set<String>> districts) {
    /** The types of resource that Postwatch has; others are the cluster itself, users and tokens. */
    private static final Set<ResourceType> TYPES =
            Set.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID);

    public static AclScope of(
            Configuration configuration, Optional<Set<String>> principals, Optional<Set<String>> districts) {
        return new AclScope(
                Set.of(
                        configuration.streams().applicationId(),
                        configuration.notification().applicationId()),
                principals,
                districts);
    }

    /** Whether an ACL of a principal on a resource is in scope. */
    public boolean covers(String principal, ResourcePattern resource) {
        return isOwned(resource)
                && principals.map(known -> known.contains(principal)).orElse(true)
                && isKnown(resource.name());
    }

    /** Whether it is a resource of Postwatch, and no other. */
    public boolean isOwned(ResourcePattern resource) {
        String name = resource.name();
        boolean application = applications.stream().anyMatch(id -> name.startsWith(id + "-"));
        return switch (resource.resourceType()) {
            case TOPIC -> name.startsWith(RoleAcls.NAME_PREFIX) || application;
            case GROUP ->
                name.startsWith(RoleAcls.NAME_PREFIX)
                        || applications.contains(name)
                        || name.equals(DeliveryWorker.GROUP_ID)
                        || name.equals(SourceOwnership.GROUP_ID)
                        || application;
            case TRANSACTIONAL_ID -> application || name.equals(PlanRepository.TRANSACTIONAL_ID);
            default -> false;
        };
    }

    /** Whether it is no resource of Postwatch alone, and yet gives access to some: {@code *}, or a shorter prefix. */
    public boolean exposesOwned(ResourcePattern resource) {
        return TYPES.contains(resource.resourceType())
                && !isOwned(resource)
                && (resource.name().equals("*")
                        || resource.patternType() == PatternType.PREFIXED
                                && (resource.resourceType() == ResourceType.TRANSACTIONAL_ID
                                                ? PlanRepository.TRANSACTIONAL_ID
                                                : RoleAcls.NAME_PREFIX)
                                        .startsWith(resource.name()));
    }

    /** A recipient of another district may be required. */
    private boolean isKnown(String name) {
        String prefix = KafkaChannel.TOPIC_PREFIX;
        if (name.length() <= prefix.length() || !name.startsWith(prefix)) {
            return true;
        }
        String district = name.substring(prefix.length()).split("\\.", 2)[0];
        return districts.map(known -> known.contains(district)).orElse(true);
    }
}
