package org.postwatch.cli;

import static java.util.stream.Collectors.toMap;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.postwatch.codec.AppliedJson;
import org.postwatch.codec.document.Compiled;
import org.postwatch.delivery.channels.LiteralDestinations;
import org.postwatch.plan.Applied;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictChange;
import org.postwatch.plan.Effect;
import org.postwatch.routing.Bar;
import org.postwatch.routing.Routing;
import org.postwatch.routing.RoutingChange;
import org.postwatch.routing.StickyBars;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.PlanRegister;
import org.postwatch.runtime.PlanRegister.Entry;
import org.postwatch.runtime.PlanRegister.InForce;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.topology.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        description = {
            "Put the documents of districts in force, all or nothing; a running Postwatch follows at once.",
            "",
            "It checks them as 'plan check' does, compares them with what is in force, and says what changes for each"
                    + " campus and from which day. What has not changed is not sent.",
            "",
            "Posts, hours and entrances of a campus change at its next local midnight, or on --from. A campus that is"
                    + " new speaks from now on, and nothing is required of it before (with --restate, from the first"
                    + " apply of its district on); one that is gone from the documents needs nobody from that day on. The"
                    + " district's own record (roster, agreements, exceptions, feeds, settings) is dated in itself, and"
                    + " changes at once for every day that is still open. So do recipients, routes and policy.",
            "",
            "Examples:",
            "  postwatch plan apply config/districts/*/ --author lopez --reason 'first plans'",
            "  postwatch plan apply socorro-nm --from 2026-10-01 --author lopez \\",
            "      --reason 'board of 9/14'",
            "  postwatch plan apply socorro-nm --restate --author lopez \\",
            "      --reason 'hours were wrong' --dry-run",
            ""
        })
final class PlanApplyCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of districts.")
    private List<Path> folders;

    @Option(names = "--from", paramLabel = "DATE", description = "The first local date that it holds for: 2026-10-01.")
    private LocalDate from;

    @Option(
            names = "--restate",
            description =
                    "Reach back over days that are still open (about two): from --from, else over all of them. What"
                            + " was said of them is said anew.")
    private boolean restate;

    @Option(names = "--author", required = true, paramLabel = "NAME", description = "Who answers for it.")
    private String author;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why. Both are kept: 'plan log'.")
    private String reason;

    @Option(
            names = "--lift-bar",
            paramLabel = "BAR",
            description =
                    "Lift a bar that the documents no longer state: class:NAME, agency:ID or domain:NAME. A bar holds"
                            + " until it is lifted so, whatever is applied. It goes on record with author and reason, and the"
                            + " operations center is notified.")
    private List<String> liftedBars = new ArrayList<>();

    @Option(names = "--dry-run", description = "Say what would change, and send nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "What changes as JSON, one object a district, as it goes on record.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (author.isBlank() || reason.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--author and --reason are for the record: say something");
        }
        liftedBars.stream().filter(text -> Bar.of(text).isEmpty()).findFirst().ifPresent(text -> {
            throw new ParameterException(
                    spec.commandLine(), "--lift-bar is '" + text + "'; expected class:NAME, agency:ID or domain:NAME");
        });
        Configuration settings = configuration.read();
        Folders read = Folders.read(spec, folders, settings);
        PrintWriter err = spec.commandLine().getErr();
        read.faults().forEach(err::println);
        if (read.hasErrors()) {
            throw new CommandFailed("nothing is applied: " + read.summary());
        }
        List<String> refused = read.compiled().stream()
                .flatMap(district -> LiteralDestinations.refusals(district.routing(), settings.outgoing()).stream()
                        .map(why -> district.district().id() + ": " + why))
                .toList();
        if (!refused.isEmpty()) {
            throw new CommandFailed("nothing is applied:\n  " + String.join("\n  ", refused));
        }
        SecretResolver secrets = settings.secrets().resolver();
        read.compiled()
                .forEach(district -> MissingSecrets.warnings(district, secrets).forEach(err::println));
        ClientSettings clients = Reached.clients(settings, List.of(Topics.PLANS));
        try {
            if (dryRun) {
                say(entries(clients, read.compiled()), 0, zones(read.compiled()));
            } else {
                apply(clients, read.compiled());
            }
        } catch (ProducerFencedException e) {
            throw new CommandFailed(
                    "somebody else applies plans at this moment, or sending took longer than "
                            + PlanRegister.MAX_TRANSACTION.toSeconds()
                            + " s; nothing is applied. Try again, with fewer districts at once",
                    e);
        } catch (KafkaException e) {
            throw new CommandFailed(
                    "the broker did not confirm: " + e.getMessage()
                            + "; say it again, what is already in force is not sent twice",
                    e);
        }
        return 0;
    }

    private void apply(ClientSettings clients, List<Compiled> compiled) {
        try (PlanRegister register = PlanRegister.open(clients)) {
            List<Entry> entries = entries(clients, compiled);
            int records = entries.isEmpty() ? 0 : register.write(entries);
            say(entries, records, zones(compiled));
        }
    }

    private static Zones zones(List<Compiled> compiled) {
        return new Zones(compiled.stream().map(Compiled::district).collect(toMap(District::id, District::zone)));
    }

    private List<Entry> entries(ClientSettings clients, List<Compiled> compiled) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Effect effect = new Effect(now, Optional.ofNullable(from), restate);
        Map<String, InForce> known = PlanRegister.read(
                clients,
                new TreeSet<>(compiled.stream().map(c -> c.district().id()).toList()));
        List<Entry> entries = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        LiftedBars bars = new LiftedBars(StickyBars.bars(liftedBars));
        for (Compiled documents : compiled) {
            InForce inForce = known.get(documents.district().id());
            DistrictChange change = DistrictChange.of(
                    inForce.district(), inForce.campuses(), documents.district(), documents.campuses(), effect);
            change.refusals().forEach(refusal -> refusals.add(change.id() + ": " + refusal));
            Routing routing = documents.routing();
            List<String> lines = new ArrayList<>(RoutingChange.lines(inForce.routing(), routing));
            Optional<Routing> rerouted = lines.isEmpty() ? Optional.empty() : Optional.of(routing);
            lines.addAll(0, change.lines());
            List<String> lifted = bars.of(inForce, routing, refusals);
            lifted.forEach(bar -> lines.add(change.id() + ": bar on " + bar + " lifted"));
            if (!lines.isEmpty()) {
                Applied applied = new Applied(
                        change.id(),
                        now,
                        author,
                        reason,
                        Optional.ofNullable(from),
                        restate,
                        lines,
                        routing.mandatoryDenials().stream().map(Bar::toString).toList(),
                        lifted);
                entries.add(new Entry(change, rerouted, inForce.district().isEmpty(), applied));
            }
        }
        refusals.addAll(bars.unused());
        if (!refusals.isEmpty()) {
            throw new CommandFailed("nothing is applied:\n  " + String.join("\n  ", refusals));
        }
        return entries;
    }

    private void say(List<Entry> entries, int records, Zones zones) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        for (Entry entry : entries) {
            if (json) {
                out.println(new String(AppliedJson.encode(entry.applied()), StandardCharsets.UTF_8));
            } else {
                entry.applied()
                        .changes()
                        .forEach(line -> out.println(zones.within(
                                AppliedLines.line(entry.change().id(), line),
                                entry.change().id())));
            }
        }
        err.println(summary(entries, records));
    }

    private String summary(List<Entry> entries, int records) {
        if (entries.isEmpty()) {
            return "nothing changes: what the documents say is in force already";
        }
        long campuses =
                entries.stream().mapToLong(e -> e.change().campuses().size()).sum();
        String what = Count.of(entries.size(), "district") + ", " + Count.of(campuses, "campus", "campuses");
        return dryRun
                ? "would change " + what + "; nothing is sent"
                : "applied to " + what + " (" + Count.of(records, "record") + " on " + Topics.PLANS + ")";
    }
}
