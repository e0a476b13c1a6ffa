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
import org.postwatch.checkin.http.CheckInPaths;
import org.postwatch.streams.Topics;
import org.postwatch.text.NameSuggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "enrol",
        description = {
            "Create a code with which an officer chooses a PIN, and print it.",
            "",
            "The officer enters badge, code and PIN within 15 minutes. The code works once. The new PIN replaces the former one.",
            "",
            "Example:",
            "  postwatch phone enrol elm D-17 --by lopez",
            ""
        },
        footer = {"", "Exit codes: 0 created, 1 not created, 2 usage error."})
final class PhoneEnrolCommand extends AbstractAccessCommand {
    @Parameters(index = "0", paramLabel = "DISTRICT", description = "The district.")
    private String district;

    @Parameters(
            index = "1",
            paramLabel = "BADGE",
            description = "The badge of the officer, as in the plan of the district.")
    private String badge;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "The name of the person who creates the code. The name is recorded, but not verified.")
    private String by;

    @Override
    public Integer call() {
        EnrolmentCode code = EnrolmentCode.of(randomBytes(EnrolmentCode.RANDOM_BYTES));
        AccessGrant grant = grant(code, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        Configuration configuration = readConfiguration();
        ClientSettings clients = requireTopics(configuration, Topics.ACCESS);
        requireOfficer(clients);
        write(clients, grant);
        out().println(code.text());
        DistrictTimeZones zones = DistrictTimeZones.of(clients, district::equals);
        err().println("postwatch: valid once, until "
                + zones.formatTime(grant.expiresAt().orElseThrow(), district) + "; the officer enters it at "
                + FrontAddress.describe(configuration.front(), CheckInPaths.pin(district)));
        return 0;
    }

    private AccessGrant grant(EnrolmentCode code, Instant now) {
        try {
            return new AccessGrant(
                    newId(),
                    AccessKind.PIN_CODE,
                    district,
                    badge,
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

    private void requireOfficer(ClientSettings clients) {
        CurrentPlan plan = requirePlan(clients, district);
        if (!plan.district().orElseThrow().officers().containsKey(badge)) {
            throw new CommandFailedException(NameSuggestion.unknownNameMessage(
                    "officer", badge, plan.district().orElseThrow().officers().keySet()));
        }
        if (plan.intake().phones().isEmpty()) {
            throw new CommandFailedException("the plan of '" + district
                    + "' has no phones; expected campuses under 'phones' in its intake.yaml");
        }
    }
}
