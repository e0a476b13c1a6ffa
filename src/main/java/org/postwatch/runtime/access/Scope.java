package org.postwatch.runtime.access;

import java.util.Optional;
import java.util.Set;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.DeliveryWorker;
import org.postwatch.runtime.PlanRegister;
import org.postwatch.runtime.access.Right.Kind;
import org.postwatch.runtime.access.Right.Match;
import org.postwatch.runtime.access.Right.Resource;

/**
 * Which rights at the cluster can be judged from what is known: only on resources of Postwatch, and of those who were asked for.
 *
 * @param applications the ids of COVERAGE and ROUTING
 * @param principals absent: everybody's
 * @param districts whose recipients are known; absent: all are
 */
public record Scope(Set<String> applications, Optional<Set<String>> principals, Optional<Set<String>> districts) {
    public static Scope of(
            Configuration configuration, Optional<Set<String>> principals, Optional<Set<String>> districts) {
        return new Scope(
                Set.of(
                        configuration.streams().applicationId(),
                        configuration.routing().applicationId()),
                principals,
                districts);
    }

    /** Whether a right of somebody on that resource is Postwatch's to give and to take. */
    public boolean covers(String principal, Resource resource) {
        return isOurs(resource)
                && principals.map(known -> known.contains(principal)).orElse(true)
                && isKnown(resource.name());
    }

    /** Whether it is a resource of Postwatch, and no other. */
    public boolean isOurs(Resource resource) {
        String name = resource.name();
        boolean application = applications.stream().anyMatch(id -> name.startsWith(id + "-"));
        return switch (resource.kind()) {
            case TOPIC -> name.startsWith(Rights.PREFIX) || application;
            case GROUP ->
                name.startsWith(Rights.PREFIX)
                        || applications.contains(name)
                        || name.equals(DeliveryWorker.GROUP)
                        || application;
            case TRANSACTIONAL_ID -> application || name.equals(PlanRegister.WRITER);
        };
    }

    /** Whether it is no resource of Postwatch alone, and yet gives access to some: {@code *}, or a shorter prefix. */
    public boolean reachesOurs(Resource resource) {
        return !isOurs(resource)
                && (resource.name().equals("*")
                        || resource.match() == Match.PREFIXED
                                && (resource.kind() == Kind.TRANSACTIONAL_ID ? PlanRegister.WRITER : Rights.PREFIX)
                                        .startsWith(resource.name()));
    }

    /** A recipient of a district that nobody asked about may well be wanted. */
    private boolean isKnown(String name) {
        String prefix = KafkaChannel.PREFIX;
        if (name.length() <= prefix.length() || !name.startsWith(prefix)) {
            return true;
        }
        String district = name.substring(prefix.length()).split("\\.", 2)[0];
        return districts.map(known -> known.contains(district)).orElse(true);
    }
}
