package org.postwatch.app.acls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.postwatch.app.clients.BrokerRequests;

/** The ACLs of the cluster's authorizer. DENY rules are never changed. */
public final class ClusterAcls {
    private static final String ANY_HOST = "*";

    private final Admin admin;

    public ClusterAcls(Admin admin) {
        this.admin = admin;
    }

    /**
     * The difference between existing and required ACLs.
     *
     * @param missing required, but they do not exist
     * @param present required, and they exist
     * @param stale existing ACLs in scope that are not required
     * @param overreaching existing ACLs out of scope that give access to Postwatch's resources
     */
    public record AclDifference(
            List<AclBinding> missing,
            List<AclBinding> present,
            List<AclBinding> stale,
            List<AclBinding> overreaching) {}

    /** @throws KafkaException if the cluster has no authorizer, does not answer, or this login may not describe ACLs */
    public AclDifference compare(Collection<AclPrincipal> holders, AclScope scope) throws InterruptedException {
        Set<AclBinding> wanted = holders.stream()
                .flatMap(holder -> holder.rules().stream().map(right -> binding(holder.principal(), right)))
                .collect(Collectors.toSet());
        Set<AclBinding> found = new HashSet<>(
                BrokerRequests.await(admin.describeAcls(AclBindingFilter.ANY).values()));
        found.removeIf(binding -> binding.entry().permissionType() != AclPermissionType.ALLOW);
        List<AclBinding> stale = new ArrayList<>();
        List<AclBinding> reaching = new ArrayList<>();
        for (AclBinding binding : found) {
            if (wanted.contains(binding)) {
                continue;
            }
            if (scope.covers(binding.entry().principal(), binding.pattern())) {
                stale.add(binding);
            } else if (scope.exposesOwned(binding.pattern())) {
                reaching.add(binding);
            }
        }
        return new AclDifference(
                sorted(wanted.stream().filter(b -> !found.contains(b)).toList()),
                sorted(wanted.stream().filter(found::contains).toList()),
                sorted(stale),
                sorted(reaching));
    }

    /** @throws KafkaException when some may not have been added */
    public void add(List<AclBinding> bindings) throws InterruptedException {
        BrokerRequests.await(admin.createAcls(bindings).all());
    }

    /** @throws KafkaException when some may not have been removed */
    public void remove(List<AclBinding> bindings) throws InterruptedException {
        BrokerRequests.await(
                admin.deleteAcls(bindings.stream().map(AclBinding::toFilter).toList())
                        .all());
    }

    private static AclBinding binding(String principal, AclRule right) {
        return new AclBinding(
                right.resource(),
                new AccessControlEntry(principal, ANY_HOST, right.operation(), AclPermissionType.ALLOW));
    }

    private static List<AclBinding> sorted(Collection<AclBinding> bindings) {
        return bindings.stream()
                .sorted(Comparator.comparing((AclBinding b) -> b.entry().principal())
                        .thenComparing(b -> b.pattern().resourceType())
                        .thenComparing(b -> b.pattern().name())
                        .thenComparing(b -> b.entry().operation()))
                .toList();
    }
}
