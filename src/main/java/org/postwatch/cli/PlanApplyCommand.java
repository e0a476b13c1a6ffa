package org.postwatch.cli;

import static java.util.stream.Collectors.toMap;

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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.clients.PlanRepository.CurrentPlan;
import org.postwatch.app.clients.PlanRepository.PlanUpdate;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.delivery.channels.LiteralDestinationCheck;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.intake.IntakeDiff;
import org.postwatch.notification.policy.MandatoryDenial;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.notification.route.RoutingDiff;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictChange;
import org.postwatch.plan.EffectiveDate;
import org.postwatch.plan.PlanRevision;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.streams.Topics;
import org.postwatch.text.Plural;
import org.postwatch.wire.PlanRevisionJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = {
            "Apply the documents of districts, all or nothing. Running instances use them at once.",
            "",
            "The command checks the documents like 'plan check' and compares them with the plan in force. It prints what changes for each campus and from which day. It writes only changes.",
            "",
            "Posts, hours and entrances of a campus change at its next local midnight, or on the date given with"
                    + " --from. A new campus is in force from now on (with --restate: from the first apply of its"
                    + " district). A campus that is no longer in the documents requires no officer from that day on."
                    + " Roster, agreements, exceptions, feeds and settings contain their own dates and change at once for"
                    + " every open day. Recipients, routes, policy and sources of intake also change at once.",
            "",
            "Examples:",
            "  postwatch plan apply config/districts/*/ --author lopez --reason 'first plans'",
            "  postwatch plan apply socorro-nm --from 2026-10-01 --author lopez \\",
            "      --reason 'board of 9/14'",
            "  postwatch plan apply socorro-nm --restate --author lopez \\",
            "      --reason 'hours were wrong' --dry-run",
            ""
        })
final class PlanApplyCommand extends AbstractConfiguredCommand {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of districts.")
    private List<Path> folders;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "The first local date on which the change is in force, such as 2026-10-01.")
    private LocalDate from;

    @Option(
            names = "--restate",
            description =
                    "Also change days that are not final yet (about two): those since --from, or all of them. Their results are published again.")
    private boolean restate;

    @Option(
            names = "--author",
            required = true,
            paramLabel = "NAME",
            description = "The name of the person who is responsible for the change. 'plan log' shows it.")
    private String author;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "The reason of the change. 'plan log' shows it.")
    private String reason;

    @Option(
            names = "--lift-denial",
            paramLabel = "DENIAL",
            description =
                    "Lift a mandatory denial that the documents no longer contain: class:NAME, agency:ID or domain:NAME."
                            + " Without this option the denial stays in force. The lift is recorded with author and"
                            + " reason, and the operations center is notified.")
    private List<String> liftedDenials = new ArrayList<>();

    @Option(names = "--dry-run", description = "Print what would change, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the recorded changes as JSON, one object for each district.")
    private boolean json;

    @Override
    public Integer call() {
        if (author.isBlank() || reason.isBlank()) {
            throw usageError("--author and --reason must not be blank: they are recorded");
        }
        liftedDenials.stream()
                .filter(text -> MandatoryDenial.parse(text).isEmpty())
                .findFirst()
                .ifPresent(text -> {
                    throw usageError("--lift-denial is '" + text + "'; expected class:NAME, agency:ID or domain:NAME");
                });
        Configuration settings = readConfiguration();
        DistrictFolders read = DistrictFolders.read(this, folders, settings);
        read.diagnostics().forEach(err()::println);
        if (read.hasErrors()) {
            throw new CommandFailedException("nothing is applied: " + read.summary());
        }
        List<String> refused = read.districts().stream()
                .flatMap(district ->
                        LiteralDestinationCheck.findDenied(district.routing(), settings.outgoingPolicy()).stream()
                                .map(why -> district.district().id() + ": " + why))
                .toList();
        if (!refused.isEmpty()) {
            throw new CommandFailedException("nothing is applied:\n  " + String.join("\n  ", refused));
        }
        SecretResolver secrets = settings.secrets().resolver();
        read.districts()
                .forEach(district -> MissingSecrets.warnings(district, secrets).forEach(err()::println));
        ClientSettings clients = requireTopics(settings, Topics.PLANS);
        try {
            if (dryRun) {
                print(entries(clients, read.districts()), 0, zones(read.districts()));
            } else {
                apply(clients, read.districts());
            }
        } catch (ProducerFencedException e) {
            throw new CommandFailedException(
                    "another 'plan apply' is running, or sending took longer than "
                            + PlanRepository.TRANSACTION_TIMEOUT.toSeconds()
                            + " s; nothing is applied. Try again, with fewer districts at once",
                    e);
        } catch (KafkaException e) {
            throw new CommandFailedException(
                    "the broker did not confirm the write: " + e.getMessage()
                            + "; run the command again, which writes only what is not in force yet",
                    e);
        }
        return 0;
    }

    private void apply(ClientSettings clients, List<CompiledDistrict> compiled) {
        try (PlanRepository register = PlanRepository.open(clients)) {
            List<PlanUpdate> entries = entries(clients, compiled);
            int records = entries.isEmpty() ? 0 : register.write(entries);
            print(entries, records, zones(compiled));
        }
    }

    private static DistrictTimeZones zones(List<CompiledDistrict> compiled) {
        return new DistrictTimeZones(
                compiled.stream().map(CompiledDistrict::district).collect(toMap(District::id, District::zone)));
    }

    private List<PlanUpdate> entries(ClientSettings clients, List<CompiledDistrict> compiled) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        EffectiveDate effect = new EffectiveDate(now, Optional.ofNullable(from), restate);
        Map<String, CurrentPlan> known = PlanRepository.read(
                clients,
                new TreeSet<>(compiled.stream().map(c -> c.district().id()).toList()));
        List<PlanUpdate> entries = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        LiftedDenials denials = new LiftedDenials(RetainedDenials.parseAll(liftedDenials));
        for (CompiledDistrict documents : compiled) {
            CurrentPlan inForce = known.get(documents.district().id());
            DistrictChange change = DistrictChange.of(
                    inForce.district(), inForce.campuses(), documents.district(), documents.campuses(), effect);
            change.rejections().forEach(refusal -> refusals.add(change.id() + ": " + refusal));
            RoutingConfig routing = documents.routing();
            List<String> lines = new ArrayList<>(RoutingDiff.describe(inForce.routing(), routing));
            Optional<RoutingConfig> rerouted = lines.isEmpty() ? Optional.empty() : Optional.of(routing);
            List<String> sources = IntakeDiff.describe(inForce.intake(), documents.intake());
            lines.addAll(sources);
            lines.addAll(0, change.lines());
            List<String> lifted = denials.lift(inForce, routing, refusals);
            lifted.forEach(denial -> lines.add(change.id() + ": mandatory denial of " + denial + " lifted"));
            if (!lines.isEmpty()) {
                PlanRevision applied = new PlanRevision(
                        change.id(),
                        now,
                        author,
                        reason,
                        Optional.ofNullable(from),
                        restate,
                        lines,
                        routing.mandatoryDenials().stream()
                                .map(MandatoryDenial::toString)
                                .toList(),
                        lifted);
                entries.add(new PlanUpdate(
                        change,
                        rerouted,
                        Optional.of(documents.intake()).filter(intake -> !sources.isEmpty()),
                        inForce.district().isEmpty(),
                        applied));
            }
        }
        refusals.addAll(denials.describeUnused());
        if (!refusals.isEmpty()) {
            throw new CommandFailedException("nothing is applied:\n  " + String.join("\n  ", refusals));
        }
        return entries;
    }

    private void print(List<PlanUpdate> entries, int records, DistrictTimeZones zones) {
        for (PlanUpdate entry : entries) {
            if (json) {
                out().println(new String(PlanRevisionJson.encode(entry.revision()), StandardCharsets.UTF_8));
            } else {
                entry.revision()
                        .changes()
                        .forEach(line -> out().println(zones.localizeTimes(
                                PlanRevisionFormatter.formatChange(
                                        entry.change().id(), line),
                                entry.change().id())));
            }
        }
        err().println(summary(entries, records));
    }

    private String summary(List<PlanUpdate> entries, int records) {
        if (entries.isEmpty()) {
            return "nothing changes: the documents are already in force";
        }
        long campuses =
                entries.stream().mapToLong(e -> e.change().campuses().size()).sum();
        String what = Plural.format(entries.size(), "district") + ", " + Plural.format(campuses, "campus", "campuses");
        return dryRun
                ? "would change " + what + "; nothing is sent"
                : "applied to " + what + " (" + Plural.format(records, "record") + " on " + Topics.PLANS + ")";
    }
}
