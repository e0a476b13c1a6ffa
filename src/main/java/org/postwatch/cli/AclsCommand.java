package org.postwatch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.postwatch.app.acls.AclPrincipal;
import org.postwatch.app.acls.AclRole;
import org.postwatch.app.acls.AclScope;
import org.postwatch.app.acls.ClusterAcls;
import org.postwatch.app.acls.ClusterAcls.AclDifference;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.text.Plural;
import org.postwatch.text.WireName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "acls",
        description = {
            "Print the minimum ACLs of each role for a cluster with an authorizer; --apply creates them.",
            "",
            "Without --apply the command only prints and needs no broker. The roles are instance, delivery,"
                    + " intake, provisioner, planner, access-administrator,"
                    + " feed-entrance, feed-camera, feed-staffing, feed-conduct, operations-center,"
                    + " school-administration, analytics, auditor, feed-support, and each recipient with its own"
                    + " topic. Each role has its own principal, 'User:postwatch-ROLE', unless you give another with"
                    + " --principal. A name that ends in * is a prefix. See docs/security.md.",
            "",
            "Examples:",
            "  postwatch acls --role instance",
            "  postwatch acls --districts config/districts/*/ --principal socorro-nm/board=User:board",
            "  postwatch acls -c admin.yaml --in-force --apply --dry-run",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 the cluster rejected the change, 2 usage error."})
final class AclsCommand extends AbstractConfiguredCommand {
    private static final String RECIPIENT = "recipient";

    @Option(names = "--role", paramLabel = "ROLE", description = "Only this role; 'recipient' selects all recipients.")
    private List<String> roles = List.of();

    @Option(
            names = "--principal",
            paramLabel = "ROLE=PRINCIPAL",
            description = "The principal of a role or of a recipient (DISTRICT/NAME), such as"
                    + " instance=User:CN=postwatch-1.")
    private Map<String, String> principals = Map.of();

    @Option(
            names = "--districts",
            arity = "1..*",
            paramLabel = "DIR",
            description = "Read the recipients from these district folders.")
    private List<Path> folders = List.of();

    @Option(names = "--in-force", description = "Read the recipients from the plans in force at the cluster.")
    private boolean inForce;

    @Option(
            names = "--apply",
            description = "Create missing ACLs at the cluster. The login must be allowed to alter" + " ACLs.")
    private boolean apply;

    @Option(
            names = "--prune",
            description = "With --apply: remove ACLs on Postwatch's topics, groups and transactional ids that are no"
                    + " longer needed. DENY rules are kept.")
    private boolean prune;

    @Option(names = "--dry-run", description = "With --apply: print what would change, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object per ACL: principal, operation, type, pattern, name; without --apply also"
                            + " its role, with --apply its state (added, there, stale, removed, not-ours).")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        validate();
        Configuration read = readConfiguration();
        Optional<Map<String, Set<String>>> recipients = recipients(read);
        List<AclPrincipal> holders = withPrincipals(holders(read, recipients));
        if (apply) {
            apply(read, holders, recipients.map(Map::keySet));
        } else if (json) {
            holders.forEach(holder -> AclFormatter.json(holder).forEach(out()::println));
        } else {
            boolean general = recipients.isEmpty() && includesRole(RECIPIENT);
            holders.forEach(holder -> AclFormatter.format(holder).forEach(out()::println));
            if (general) {
                AclFormatter.format(AclPrincipal.ofRecipient("DISTRICT", "NAME"))
                        .forEach(out()::println);
            }
        }
        return 0;
    }

    private void validate() {
        for (String role : roles) {
            if (!role.equals(RECIPIENT) && WireName.find(AclRole.class, role).isEmpty()) {
                throw usageError("unknown role '" + role + "'; see 'postwatch acls --help'");
            }
        }
        principals.forEach((holder, principal) -> {
            if (!principal.matches("[A-Za-z]+:.+")) {
                throw usageError("the principal of " + holder + " is '" + principal
                        + "'; expected a principal such as User:" + principal);
            }
        });
        if ((prune || dryRun) && !apply) {
            throw usageError((prune ? "--prune" : "--dry-run") + " requires --apply");
        }
        if (inForce && !folders.isEmpty()) {
            throw usageError("--districts and --in-force exclude each other");
        }
    }

    /** The recipients with their own topic, by district; empty if neither option names a source. */
    private Optional<Map<String, Set<String>>> recipients(Configuration read) {
        if (!includesRole(RECIPIENT) || !inForce && folders.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                inForce
                        ? RecipientTopicLookup.fromBroker(this, read)
                        : RecipientTopicLookup.fromDocuments(this, folders, read.agencyClasses()));
    }

    private boolean includesRole(String role) {
        return roles.isEmpty() || roles.contains(role);
    }

    private List<AclPrincipal> holders(Configuration read, Optional<Map<String, Set<String>>> recipients) {
        List<AclPrincipal> holders = new ArrayList<>();
        for (AclRole role : AclRole.values()) {
            if (includesRole(role.wireName())) {
                holders.add(AclPrincipal.of(role, read));
            }
        }
        recipients
                .orElse(Map.of())
                .forEach((district, names) ->
                        names.forEach(name -> holders.add(AclPrincipal.ofRecipient(district, name))));
        return holders;
    }

    private List<AclPrincipal> withPrincipals(List<AclPrincipal> holders) {
        Map<String, AclPrincipal> byName = new LinkedHashMap<>();
        holders.forEach(holder -> byName.put(holder.name(), holder));
        principals.forEach((name, principal) -> {
            if (byName.computeIfPresent(name, (n, holder) -> holder.withPrincipal(principal)) == null) {
                throw usageError(
                        "--principal names '" + name + "', which is not one of " + String.join(", ", byName.keySet()));
            }
        });
        return List.copyOf(byName.values());
    }

    private void apply(Configuration read, List<AclPrincipal> holders, Optional<Set<String>> districts)
            throws InterruptedException {
        Optional<Set<String>> asked = roles.isEmpty()
                ? Optional.empty()
                : Optional.of(holders.stream().map(AclPrincipal::principal).collect(Collectors.toSet()));
        // The plans in force cover all districts. Without a source no recipient is known.
        Optional<Set<String>> known = inForce ? Optional.empty() : Optional.of(districts.orElse(Set.of()));
        ClientSettings clients = requireTopics(read);
        try (Admin admin = clients.openAdmin()) {
            ClusterAcls cluster = new ClusterAcls(admin);
            AclDifference difference = cluster.compare(holders, AclScope.of(read, asked, known));
            if (!dryRun) {
                cluster.add(difference.missing());
                if (prune) {
                    cluster.remove(difference.stale());
                }
            }
            print(difference);
        } catch (KafkaException e) {
            throw new CommandFailedException(
                    "the cluster at " + clients.bootstrapServers() + " rejected the request: " + e.getMessage()
                            + " (expected: an authorizer, and a login that may describe and alter the cluster)",
                    e);
        }
    }

    private void print(AclDifference difference) {
        print("+", "added", difference.missing());
        if (json) {
            print("=", "there", difference.present());
        }
        print(prune ? "-" : "?", prune ? "removed" : "stale", difference.stale());
        print("!", "not-ours", difference.overreaching());
        err().println((dryRun ? "would add " : "added ") + difference.missing().size() + ", there were "
                + difference.present().size()
                + (prune ? (dryRun ? ", would remove " : ", removed ") : ", stale and kept (?) ")
                + difference.stale().size()
                + (prune || difference.stale().isEmpty() ? "" : "; --prune removes them"));
        if (!difference.overreaching().isEmpty()) {
            err().println("postwatch: "
                    + Plural.format(difference.overreaching().size(), "right")
                    + " (!) of others also give access to its topics, groups or transactional"
                    + " ids; check whether they are intended");
        }
    }

    private void print(String sign, String state, List<AclBinding> bindings) {
        bindings.forEach(binding ->
                out().println(json ? AclFormatter.json(binding, state) : sign + " " + AclFormatter.format(binding)));
    }
}
