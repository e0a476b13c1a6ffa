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
import org.postwatch.codec.document.Compiled;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.codec.document.Fault;
import org.postwatch.codec.document.Fault.Severity;
import org.postwatch.codec.document.Reading;
import org.postwatch.plan.District;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.RoutingChange;
import org.postwatch.runtime.Configuration;
import org.postwatch.topology.Trust;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The folders that a command was given, as read.
 *
 * @param faults of all of them, folder by folder
 * @param compiled of those without errors
 */
record Folders(int count, List<Fault> faults, List<Compiled> compiled) {

    /**
     * @param classes those that agencies may be of
     * @throws ParameterException when one of them is no district's folder
     */
    static Folders read(CommandSpec spec, List<Path> folders, AgencyClasses classes) {
        return read(spec, folders, classes, Trust.Feeds.OPEN);
    }

    /**
     * The same for an instance, with its configuration: where all feeds must sign, one without a key is an error.
     *
     * @throws ParameterException when one of them is no district's folder
     */
    static Folders read(CommandSpec spec, List<Path> folders, Configuration settings) {
        return read(spec, folders, settings.agencyClasses(), settings.security().feeds());
    }

    private static Folders read(CommandSpec spec, List<Path> folders, AgencyClasses classes, Trust.Feeds feeds) {
        for (Path folder : folders) {
            if (!Files.isRegularFile(folder.resolve(DistrictDocuments.DISTRICT_FILE))) {
                throw new ParameterException(spec.commandLine(), noDistrict(folder));
            }
        }
        List<Fault> faults = new ArrayList<>();
        List<Compiled> compiled = new ArrayList<>();
        Map<String, Path> seen = new HashMap<>();
        for (Path folder : folders) {
            Reading reading = DistrictDocuments.read(folder, classes);
            faults.addAll(reading.faults());
            reading.compiled().ifPresent(district -> {
                String id = district.district().id();
                if (feeds == Trust.Feeds.SIGNED) {
                    faults.addAll(withoutKey(folder, district.district()));
                }
                Path other = seen.putIfAbsent(id, folder);
                if (other == null) {
                    compiled.add(district);
                } else {
                    faults.add(new Fault(
                            Severity.ERROR,
                            folder.resolve(DistrictDocuments.DISTRICT_FILE),
                            1,
                            1,
                            "district '" + id + "' is that of " + other + ", too; expected an id of its own"));
                }
            });
        }
        return new Folders(folders.size(), List.copyOf(faults), List.copyOf(compiled));
    }

    private static List<Fault> withoutKey(Path folder, District district) {
        return Trust.withoutKey(district, Instant.now()).stream()
                .map(source -> new Fault(
                        Severity.ERROR,
                        folder.resolve(DistrictDocuments.DISTRICT_FILE),
                        1,
                        1,
                        "feed '" + source + "' has no key that is in use, and 'security.feeds' of the configuration is"
                                + " 'signed'; expected 'key: secret:NAME' of the feed"))
                .toList();
    }

    private static String noDistrict(Path folder) {
        if (leadsNowhere(folder)) {
            return folder + ": a link that leads nowhere or to itself; expected a folder with a "
                    + DistrictDocuments.DISTRICT_FILE;
        }
        Path document = folder.resolve(DistrictDocuments.DISTRICT_FILE);
        if (leadsNowhere(document)) {
            return document + ": a link that leads nowhere or to itself; expected a file";
        }
        if (!Files.exists(folder)) {
            return folder + ": no such folder; expected one with a " + DistrictDocuments.DISTRICT_FILE;
        }
        if (!Files.isDirectory(folder)) {
            return folder + ": not a folder; expected one with a " + DistrictDocuments.DISTRICT_FILE;
        }
        List<String> below = below(folder);
        return folder + ": has no " + DistrictDocuments.DISTRICT_FILE
                + (below.isEmpty() ? "" : "; did you mean those in it: " + String.join(" ", below) + "?");
    }

    private static boolean leadsNowhere(Path path) {
        return Files.isSymbolicLink(path) && !Files.exists(path);
    }

    private static List<String> below(Path folder) {
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
        return count(Severity.ERROR) > 0;
    }

    /** As {@code 4 folders: 2 errors, 1 warning}. */
    String summary() {
        String found = faults.isEmpty()
                ? "no faults"
                : Count.of(count(Severity.ERROR), "error") + ", " + Count.of(count(Severity.WARNING), "warning");
        return Count.of(count, "folder") + ": " + found + (hasErrors() ? "" : "; " + fit());
    }

    private String fit() {
        int campuses = compiled.stream().mapToInt(c -> c.campuses().size()).sum();
        int recipients =
                compiled.stream().mapToInt(c -> c.routing().recipients().size()).sum();
        int routes = compiled.stream()
                .mapToInt(c -> RoutingChange.routes(c.routing().root()).size())
                .sum();
        return Count.of(campuses, "campus", "campuses") + ", " + Count.of(recipients, "recipient") + " and "
                + Count.of(routes, "route") + " fit to apply";
    }

    private long count(Severity severity) {
        return faults.stream().filter(fault -> fault.severity() == severity).count();
    }
}
