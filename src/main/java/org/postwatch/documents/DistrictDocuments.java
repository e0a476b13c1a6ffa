package org.postwatch.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.notification.model.AgencyClasses;

/**
 * Reads a district's folder: {@code district.yaml} and, if there are any, {@code campuses/*.yaml} and
 * {@code routing.yaml}.
 */
public final class DistrictDocuments {
    public static final String DISTRICT_FILE = "district.yaml";
    public static final String ROUTING_FILE = "routing.yaml";

    private DistrictDocuments() {}

    /** As {@link #read(Path, AgencyClasses)}, with the classes of agency that ship with Postwatch. */
    public static DistrictParseResult read(Path folder) {
        return read(folder, AgencyClasses.SHIPPED);
    }

    /**
     * Never throws for what the documents hold or lack: that is in the faults, all of it.
     *
     * @param classes those that agencies, grants and bars may name
     */
    public static DistrictParseResult read(Path folder, AgencyClasses classes) {
        Diagnostics faults = new Diagnostics();
        Path main = folder.resolve(DISTRICT_FILE);
        if (!Files.isRegularFile(main)) {
            String found = Files.isDirectory(folder) ? "no such file" : "no such folder";
            faults.error(
                    new SourceLocation(main, 1, 1), found + "; expected a district's folder with " + DISTRICT_FILE);
            return new DistrictParseResult(Optional.empty(), faults.sorted());
        }
        List<Optional<ParsedSection>> files = campusFiles(folder, faults).stream()
                .map(file -> YamlReader.read(file, faults)
                        .flatMap(root -> CampusSchema.FILE_SECTION.parse(root, "the document", faults)))
                .toList();
        Optional<ParsedSection> district = YamlReader.read(main, faults)
                .flatMap(root -> DistrictSchema.SECTION.parse(root, "the document", faults));
        Optional<ParsedSection> routes = readRouting(folder, faults);
        Optional<DistrictDraft> draft = district.map(d -> assembleDraft(d, files, faults));
        Optional<RoutingDraft> routing = draft.flatMap(d -> routes.map(r -> RoutingDraft.of(d, r, faults)));
        draft.ifPresent(d -> {
            ReferenceCheck.check(d, faults);
            AgencyCheck.check(d, classes, faults);
            SeverityLadderCheck.check(d, faults);
            CalendarCheck.check(d, faults);
            AgreementCheck.check(d, faults);
            FeedCheck.check(d, faults);
            StaffingCheck.check(d, faults);
        });
        routing.ifPresent(r -> RoutingCheck.check(r, classes, faults));
        return new DistrictParseResult(
                draft.filter(d -> !faults.hasErrors()).map(d -> DistrictCompiler.compile(d, routing)), faults.sorted());
    }

    /** Empty when there is none, or it cannot be read, and then there is a fault. */
    private static Optional<ParsedSection> readRouting(Path folder, Diagnostics faults) {
        Path mistaken = folder.resolve("routing.yml");
        if (Files.exists(mistaken)) {
            // Without it everything would go to the log, and nobody would know.
            faults.error(new SourceLocation(mistaken, 1, 1), "not read; expected it to be named " + ROUTING_FILE);
        }
        Path file = folder.resolve(ROUTING_FILE);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? YamlReader.read(file, faults)
                        .flatMap(root -> RoutingSchema.SECTION.parse(root, "the document", faults))
                : Optional.empty();
    }

    private static DistrictDraft assembleDraft(
            ParsedSection district, List<Optional<ParsedSection>> files, Diagnostics faults) {
        boolean whole = district.isReadable(CampusSchema.CAMPUSES)
                && files.stream().allMatch(f -> f.isPresent() && f.get().has(CampusSchema.FILE_CAMPUSES));
        List<ParsedSection> campuses = new ArrayList<>(district.sections(CampusSchema.CAMPUSES));
        files.forEach(file -> file.ifPresent(f -> campuses.addAll(f.sections(CampusSchema.FILE_CAMPUSES))));
        return DistrictDraft.of(district, campuses, whole, faults);
    }

    private static List<Path> campusFiles(Path folder, Diagnostics faults) {
        Path campuses = folder.resolve(SourceLocation.CAMPUSES_FOLDER);
        if (!Files.exists(campuses, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            if (!Files.isDirectory(campuses)) {
                // Without it the district would be read without its campuses, and nobody would know.
                faults.error(
                        new SourceLocation(campuses, 1, 1),
                        Files.isSymbolicLink(campuses)
                                ? "a link that leads nowhere or to itself; expected a folder"
                                : "not a folder; expected one with a file for each campus");
                return List.of();
            }
            if (Files.isSameFile(campuses, folder)) {
                faults.error(
                        new SourceLocation(campuses, 1, 1),
                        "a link to the district's own folder; expected a folder with the files of the campuses alone");
                return List.of();
            }
        } catch (IOException e) {
            faults.error(new SourceLocation(campuses, 1, 1), "cannot be read");
            return List.of();
        }
        try (Stream<Path> found = Files.list(campuses)) {
            List<Path> files = new ArrayList<>();
            for (Path file : found.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".yaml")) {
                    files.add(file);
                } else if (!name.startsWith(".")) {
                    faults.warn(new SourceLocation(file, 1, 1), "not read; expected files named *.yaml here");
                }
            }
            return files;
        } catch (IOException e) {
            faults.error(new SourceLocation(campuses, 1, 1), "cannot be listed");
            return List.of();
        }
    }
}
