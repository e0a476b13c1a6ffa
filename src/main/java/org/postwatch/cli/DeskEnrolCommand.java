package org.postwatch.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessKind;
import org.postwatch.access.EnrolmentCode;
import org.postwatch.app.clients.PlanRepository.CurrentPlan;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.Topics;
import org.postwatch.text.NameSuggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "enrol",
        description = {
            "Create a code with which one tablet becomes the front desk of a campus, and print it.",
            "",
            "Open the page of the campus on the tablet and enter the code there within 15 minutes. The code works once.",
            "",
            "Example:",
            "  postwatch desk enrol elm north --by lopez",
            ""
        },
        footer = {"", "Exit codes: 0 created, 1 not created, 2 usage error."})
final class DeskEnrolCommand extends AbstractAccessCommand {
    @Parameters(index = "0", paramLabel = "DISTRICT", description = "The district.")
    private String district;

    @Parameters(
            index = "1",
            paramLabel = "CAMPUS",
            description = "The campus. Its district's intake.yaml lists its desk.")
    private String campus;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "The name of the person who enrols the tablet. The name is recorded, but not verified.")
    private String by;

    @Override
    public Integer call() {
        EnrolmentCode code = EnrolmentCode.of(randomBytes(EnrolmentCode.RANDOM_BYTES));
        AccessGrant grant = grant(code, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        Configuration configuration = readConfiguration();
        ClientSettings clients = requireTopics(configuration, Topics.ACCESS);
        requireDesk(clients);
        write(clients, grant);
        out().println(code.text());
        DistrictTimeZones zones = DistrictTimeZones.of(clients, district::equals);
        err().println("postwatch: valid once, until "
                + zones.formatTime(grant.expiresAt().orElseThrow(), district) + "; enter it on the tablet at "
                + FrontAddress.describe(configuration.front(), "/desk/" + district + "/" + campus));
        return 0;
    }

    private AccessGrant grant(EnrolmentCode code, Instant now) {
        try {
            return new AccessGrant(
                    newId(),
                    AccessKind.DESK_CODE,
                    district,
                    campus,
                    Optional.empty(),
                    code.hash(),
                    by,
                    Optional.empty(),
                    now,
                    Optional.of(now.plus(EnrolmentCode.VALID_FOR)),
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            throw usageError(e.getMessage());
        }
    }

    /** Without it, the page of the campus does not exist. */
    private void requireDesk(ClientSettings clients) {
        CurrentPlan plan = requirePlan(clients, district);
        if (!plan.intake().desks().containsKey(campus)) {
            throw new CommandFailedException("the plan of '" + district + "' has no desk of campus '" + campus + "'"
                    + NameSuggestion.hint(campus, plan.intake().desks().keySet())
                    + " (desks are listed under 'desks' in intake.yaml)");
        }
    }
}
