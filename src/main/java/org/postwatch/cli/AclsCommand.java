package org.postwatch.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.access.ClusterRights;
import org.postwatch.runtime.access.ClusterRights.Difference;
import org.postwatch.runtime.access.Holder;
import org.postwatch.runtime.access.Role;
import org.postwatch.runtime.access.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "acls",
        description = {
            "The least rights that each role needs at a cluster with an authorizer; --apply sets them.",
            "",
            "Without --apply it only prints, and needs no broker. Roles are instance, delivery, provisioner, planner,"
                    + " feed-entrance, feed-camera, feed-staffing, feed-conduct, operations-center,"
                    + " school-administration, analytics, auditor, feed-support, and every recipient that has a topic of"
                    + " its own. Each is a login of its own, 'postwatch-ROLE', unless --principal says otherwise; a name"
                    + " that ends in * stands for all that begin so. docs/security.md has the whole picture.",
            "",
            "Examples:",
            "  postwatch acls --role instance",
            "  postwatch acls --districts config/districts/*/ --principal socorro-nm/board=User:board",
            "  postwatch acls -c admin.yaml --in-force --apply --dry-run",
            ""
        },
        footer = {"", "Exit codes: 0 fine, 1 the cluster did not do it, 2 used wrongly."})
final class AclsCommand implements Callable<Integer> {
    private static final String RECIPIENT = "recipient";

    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--role", paramLabel = "ROLE", description = "Only this role; 'recipient' is all of those.")
    private List<String> roles = List.of();

    @Option(
            names = "--principal",
            paramLabel = "ROLE=PRINCIPAL",
            description = "Who has that role, or is that recipient (DISTRICT/NAME): instance=User:CN=postwatch-1.")
    private Map<String, String> principals = Map.of();

    @Option(
            names = "--districts",
            arity = "1..*",
            paramLabel = "DIR",
            description = "Recipients as these folders of districts declare them.")
    private List<Path> folders = List.of();

    @Option(names = "--in-force", description = "Recipients as they are in force at the cluster.")
    private boolean inForce;

    @Option(names = "--apply", description = "Add what is missing at the cluster. Needs a login that may alter rights.")
    private boolean apply;

    @Option(
            names = "--prune",
            description = "With --apply: remove what is there on Postwatch's topics, groups and transactions, and is"
                    + " wanted no more. Denials are left alone.")
    private boolean prune;

    @Option(names = "--dry-run", description = "With --apply: say what would change, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--json",
            description =
                    "One JSON object a right: principal, operation, type, pattern, name; printed rights have their"
                            + " role, with --apply their state (added, there, stale, removed, not-ours).")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        check();
        Configuration read = configuration.read();
        Optional<Map<String, Set<String>>> recipients = recipients(read);
        List<Holder> holders = named(holders(read, recipients));
        if (apply) {
            apply(read, holders, recipients.map(Map::keySet));
        } else if (json) {
            holders.forEach(holder -> RightLines.json(holder).forEach(out()::println));
        } else {
            boolean general = recipients.isEmpty() && wants(RECIPIENT);
            holders.forEach(holder -> RightLines.of(holder).forEach(out()::println));
            if (general) {
                RightLines.of(Holder.ofRecipient("DISTRICT", "NAME")).forEach(out()::println);
            }
        }
        return 0;
    }

    private void check() {
        for (String role : roles) {
            if (!role.equals(RECIPIENT) && Role.of(role).isEmpty()) {
                throw wrong("there is no role '" + role + "'; 'postwatch acls --help' names them");
            }
        }
        principals.forEach((holder, principal) -> {
            if (!principal.matches("[A-Za-z]+:.+")) {
                throw wrong(
                        "the principal of " + holder + " is '" + principal + "'; expected one as User:" + principal);
            }
        });
        if ((prune || dryRun) && !apply) {
            throw wrong((prune ? "--prune" : "--dry-run") + " goes with --apply");
        }
        if (inForce && !folders.isEmpty()) {
            throw wrong("recipients come from --districts or are those --in-force, not both");
        }
    }

    /** Those that have a topic, by district; absent when nobody said whose. */
    private Optional<Map<String, Set<String>>> recipients(Configuration read) {
        if (!wants(RECIPIENT) || !inForce && folders.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                inForce
                        ? RecipientTopicsKnown.inForce(read)
                        : RecipientTopicsKnown.documents(spec, folders, read.agencyClasses()));
    }

    private boolean wants(String role) {
        return roles.isEmpty() || roles.contains(role);
    }

    private List<Holder> holders(Configuration read, Optional<Map<String, Set<String>>> recipients) {
        List<Holder> holders = new ArrayList<>();
        for (Role role : Role.values()) {
            if (wants(role.wireName())) {
                holders.add(Holder.of(role, read));
            }
        }
        recipients
                .orElse(Map.of())
                .forEach((district, names) -> names.forEach(name -> holders.add(Holder.ofRecipient(district, name))));
        return holders;
    }

    private List<Holder> named(List<Holder> holders) {
        Map<String, Holder> byName = new LinkedHashMap<>();
        holders.forEach(holder -> byName.put(holder.name(), holder));
        principals.forEach((name, principal) -> {
            if (byName.computeIfPresent(name, (n, holder) -> holder.as(principal)) == null) {
                throw wrong("--principal names '" + name + "', which is none of " + String.join(", ", byName.keySet()));
            }
        });
        return List.copyOf(byName.values());
    }

    private void apply(Configuration read, List<Holder> holders, Optional<Set<String>> districts)
            throws InterruptedException {
        Optional<Set<String>> asked = roles.isEmpty()
                ? Optional.empty()
                : Optional.of(holders.stream().map(Holder::principal).collect(Collectors.toSet()));
        // In force are those of all districts; of nobody's documents nothing is known.
        Optional<Set<String>> known = inForce ? Optional.empty() : Optional.of(districts.orElse(Set.of()));
        ClientSettings clients = Reached.clients(read, List.of());
        try (Admin admin = Admin.create(clients.admin())) {
            ClusterRights cluster = new ClusterRights(admin);
            Difference difference = cluster.compare(holders, Scope.of(read, asked, known));
            if (!dryRun) {
                cluster.add(difference.missing());
                if (prune) {
                    cluster.remove(difference.stale());
                }
            }
            say(difference);
        } catch (KafkaException e) {
            throw new CommandFailed(
                    "the cluster at " + clients.bootstrapServers() + " does not do it: " + e.getMessage()
                            + " (expected: an authorizer, and a login that may describe and alter the cluster)",
                    e);
        }
    }

    private void say(Difference difference) {
        say("+", "added", difference.missing());
        if (json) {
            say("=", "there", difference.there());
        }
        say(prune ? "-" : "?", prune ? "removed" : "stale", difference.stale());
        say("!", "not-ours", difference.reaching());
        PrintWriter err = spec.commandLine().getErr();
        err.println((dryRun ? "would add " : "added ") + difference.missing().size() + ", there were "
                + difference.there().size()
                + (prune ? (dryRun ? ", would remove " : ", removed ") : ", stale and kept (?) ")
                + difference.stale().size()
                + (prune || difference.stale().isEmpty() ? "" : "; --prune removes them"));
        if (!difference.reaching().isEmpty()) {
            err.println("postwatch: " + Count.of(difference.reaching().size(), "right")
                    + " (!) that Postwatch did not give may reach its topics, groups or transactions all the same;"
                    + " whoever gave them should look");
        }
    }

    private void say(String sign, String state, List<AclBinding> bindings) {
        bindings.forEach(
                binding -> out().println(json ? RightLines.json(binding, state) : sign + " " + RightLines.of(binding)));
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
