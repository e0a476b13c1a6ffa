package org.postwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.postwatch.access.AccessGrant;
import org.postwatch.access.AccessGrant.AccessRevocation;
import org.postwatch.access.AccessGrant.GrantStatus;
import org.postwatch.access.AccessKind;
import org.postwatch.access.AccessToken;
import org.postwatch.app.clients.PlanRepository.CurrentPlan;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.checkin.CheckInPlace;
import org.postwatch.checkin.http.CheckInPaths;
import org.postwatch.checkin.qr.QrCode;
import org.postwatch.http.HttpAddress;
import org.postwatch.streams.Topics;
import org.postwatch.text.NameSuggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sheet",
        description = {
            "Create the code of a sheet for the entrance of a campus, and print its link.",
            "",
            "Officers scan the QR code of the link at the entrance. The link is printed once, to stdout. It holds until the sheet"
                    + " is revoked: a photograph of it is as good as the sheet.",
            "",
            "Example:",
            "  postwatch phone sheet elm north --by lopez \\",
            "      --address https://postwatch.example --svg north.svg",
            ""
        },
        footer = {"", "Exit codes: 0 created, 1 not created, 2 usage error."})
final class PhoneSheetCommand extends AbstractAccessCommand {
    private static final String ADDRESS_FORM = "https?://[A-Za-z0-9.:\\[\\]-]{1,100}";

    @Parameters(index = "0", paramLabel = "DISTRICT", description = "The district.")
    private String district;

    @Parameters(
            index = "1",
            paramLabel = "CAMPUS",
            description = "The campus. Its district's intake.yaml lists its phones.")
    private String campus;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "The name of the person who creates the sheet. The name is recorded, but not verified.")
    private String by;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description =
                    "The address at which phones reach the front server, such as https://postwatch.example. Required"
                            + " behind a proxy. Without this option, the address of the front server in the configuration,"
                            + " if it has TLS and is not a loopback or wildcard address.")
    private String address;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write the QR code of the link to this file, as SVG.")
    private Path svg;

    @Option(names = "--replace", description = "Revoke the former sheets of the campus.")
    private boolean replace;

    @Override
    public Integer call() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        AccessToken token = AccessToken.of(AccessKind.SHEET, randomBytes(AccessToken.RANDOM_BYTES));
        AccessGrant sheet = grant(token, now);
        AccessRevocation replaced = revocation(now, by);
        if (address != null && !address.matches(ADDRESS_FORM)) {
            throw usageError("--address is '" + address
                    + "'; expected scheme and host, with a port if needed, such as https://postwatch.example");
        }
        Configuration configuration = readConfiguration();
        String origin = Optional.ofNullable(address).orElseGet(() -> originOf(configuration.front()));
        ClientSettings clients = requireTopics(configuration, Topics.ACCESS);
        requirePhones(clients);
        String link = origin + CheckInPaths.scanned(new CheckInPlace(district, campus), token.text());
        String code = svgOf(link);
        List<AccessGrant> former = replace ? formerSheets(clients, now) : List.of();
        write(clients, sheet);
        former.forEach(one -> write(clients, one.revoked(replaced)));
        out().println(link);
        if (svg != null) {
            writeFile(code);
        }
        err().println("postwatch: created sheet " + sheet.id() + " of campus '" + campus + "' of district '" + district
                + "'"
                + (former.isEmpty() ? "" : ", and revoked " + former.size() + " former")
                + "; the link is not shown again");
        return 0;
    }

    private String originOf(HttpAddress front) {
        return FrontAddress.fromOtherMachines(front)
                .orElseThrow(() -> usageError("phones cannot reach the address of 'front' in the configuration, "
                        + front.host() + ":" + front.port()
                        + "; expected --address with the address at which they reach the instance or its proxy, such as"
                        + " https://postwatch.example"));
    }

    private AccessGrant grant(AccessToken token, Instant now) {
        try {
            return new AccessGrant(
                    newId(),
                    AccessKind.SHEET,
                    district,
                    campus,
                    Optional.empty(),
                    token.hash(),
                    by,
                    Optional.empty(),
                    now,
                    Optional.empty(),
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            throw usageError(e.getMessage());
        }
    }

    private List<AccessGrant> formerSheets(ClientSettings clients, Instant now) {
        return read(clients).stream()
                .filter(grant -> grant.kind() == AccessKind.SHEET
                        && grant.district().equals(district)
                        && grant.subject().equals(campus)
                        && grant.statusAt(now) == GrantStatus.VALID)
                .toList();
    }

    /** Without it, the page of the campus does not exist. */
    private void requirePhones(ClientSettings clients) {
        CurrentPlan plan = requirePlan(clients, district);
        if (!plan.intake().phones().containsKey(campus)) {
            throw new CommandFailedException("the plan of '" + district + "' has no phones of campus '" + campus + "'"
                    + NameSuggestion.hint(campus, plan.intake().phones().keySet())
                    + "; expected the campus under 'phones' in its intake.yaml");
        }
    }

    private String svgOf(String link) {
        try {
            return QrCode.svg(link);
        } catch (IllegalArgumentException e) {
            throw usageError("the link is too long for a QR code: " + e.getMessage());
        }
    }

    private void writeFile(String text) {
        try {
            Files.writeString(svg, text);
        } catch (IOException e) {
            throw new CommandFailedException("cannot write " + svg + ": " + e.getMessage(), e);
        }
    }
}
