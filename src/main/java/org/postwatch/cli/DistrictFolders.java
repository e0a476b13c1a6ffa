package org.postwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.app.config.Configuration;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.Diagnostic.DiagnosticSeverity;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.route.RoutingDiff;
import org.postwatch.plan.District;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.text.Plural;
import picocli.CommandLine.ParameterException;

/**
 * The district folders that were given as arguments, parsed.
 *
 * @param diagnostics of all folders, folder by folder
 * @param districts the districts without errors
 */
record DistrictFolders(int count, List<Diagnostic> diagnostics, List<CompiledDistrict> districts) {

    /**
     * @param classes the known classes of agencies
     * @throws ParameterException if one of them is not the folder of a district
     */
    static DistrictFolders read(AbstractCommand command, List<Path> folders, AgencyClasses classes) {
        return read(command, folders, classes, RecordAuthentication.FeedSigningMode.OPEN);
    }

    /**
     * Reads with the configuration of an instance: if all feeds must sign, a feed without a key is an error.
     *
     * @throws ParameterException if one of them is not the folder of a district
     */
    static DistrictFolders read(AbstractCommand command, List<Path> folders, Configuration settings) {
        return read(
                command, folders, settings.agencyClasses(), settings.security().feedSigning());
    }

    private static DistrictFolders read(
            AbstractCommand command,
            List<Path> folders,
            AgencyClasses classes,
            RecordAuthentication.FeedSigningMode feeds) {
        for (Path folder : folders) {
            if (!Files.isRegularFile(folder.resolve(DistrictDocuments.DISTRICT_FILE))) {
                throw command.usageError(describeMissingDistrict(folder));
            }
        }
        List<Diagnostic> faults = new ArrayList<>();
        List<CompiledDistrict> compiled = new ArrayList<>();
        Map<String, Path> seen = new HashMap<>();
        for (Path folder : folders) {
            DistrictParseResult reading = DistrictDocuments.read(folder, classes);
            faults.addAll(reading.diagnostics());
            reading.compiled().ifPresent(district -> {
                String id = district.district().id();
                if (feeds == RecordAuthentication.FeedSigningMode.SIGNED) {
                    faults.addAll(feedsWithoutKey(folder, district.district()));
                }
                Path other = seen.putIfAbsent(id, folder);
                if (other == null) {
                    compiled.add(district);
                } else {
                    faults.add(new Diagnostic(
                            DiagnosticSeverity.ERROR,
                            folder.resolve(DistrictDocuments.DISTRICT_FILE),
                            1,
                            1,
                            "district '" + id + "' is also the id of " + other + "; expected a unique id"));
                }
            });
        }
        return new DistrictFolders(folders.size(), List.copyOf(faults), List.copyOf(compiled));
    }

    private static List<Diagnostic> feedsWithoutKey(Path folder, District district) {
        return RecordAuthentication.feedsWithoutKey(district, Instant.now()).stream()
                .map(source -> new Diagnostic(
                        DiagnosticSeverity.ERROR,
                        folder.resolve(DistrictDocuments.DISTRICT_FILE),
                        1,
                        1,
                        "feed '" + source + "' has no key that is in use, and 'security.feeds' of the configuration is"
                                + " 'signed'; expected 'key: secret:NAME' of the feed"))
                .toList();
    }

    private static String describeMissingDistrict(Path folder) {
        if (leadsNowhere(folder)) {
            return folder + ": a broken or circular link; expected a folder with a " + DistrictDocuments.DISTRICT_FILE;
        }
        Path document = folder.resolve(DistrictDocuments.DISTRICT_FILE);
        if (leadsNowhere(document)) {
            return document + ": a broken or circular link; expected a file";
        }
        if (!Files.exists(folder)) {
            return folder + ": no such folder; expected one with a " + DistrictDocuments.DISTRICT_FILE;
        }
        if (!Files.isDirectory(folder)) {
            return folder + ": not a folder; expected one with a " + DistrictDocuments.DISTRICT_FILE;
        }
        List<String> below = districtFoldersIn(folder);
        return folder + ": has no " + DistrictDocuments.DISTRICT_FILE
                + (below.isEmpty() ? "" : "; did you mean those in it: " + String.join(" ", below) + "?");
    }

    private static boolean leadsNowhere(Path path) {
        return Files.isSymbolicLink(path) && !Files.exists(path);
    }

    private static List<String> districtFoldersIn(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> Files.isRegularFile(path.resolve(DistrictDocuments.DISTRICT_FILE)))
                    .map(Path::toString)
                    .sorted()
                    .limit(12)
                    .collect(Collectors.toList());
        } catch (IOException e) {
            return List.of();
        }
    }

    boolean hasErrors() {
        return count(DiagnosticSeverity.ERROR) > 0;
    }

    /** As {@code 4 folders: 2 errors, 1 warning}. */
    String summary() {
        String found = diagnostics.isEmpty()
                ? "no faults"
                : Plural.format(count(DiagnosticSeverity.ERROR), "error") + ", "
                        + Plural.format(count(DiagnosticSeverity.WARNING), "warning");
        return Plural.format(count, "folder") + ": " + found + (hasErrors() ? "" : "; " + contentSummary());
    }

    private String contentSummary() {
        int campuses = districts.stream().mapToInt(c -> c.campuses().size()).sum();
        int recipients = districts.stream()
                .mapToInt(c -> c.routing().recipients().size())
                .sum();
        int routes = districts.stream()
                .mapToInt(c -> RoutingDiff.routesByPath(c.routing().root()).size())
                .sum();
        return Plural.format(campuses, "campus", "campuses") + ", " + Plural.format(recipients, "recipient") + " and "
                + Plural.format(routes, "route") + " fit to apply";
    }

    private long count(DiagnosticSeverity severity) {
        return diagnostics.stream()
                .filter(fault -> fault.severity() == severity)
                .count();
    }
}
