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
import org.postwatch.documents.form.YamlReader;
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
     * Never throws for the content of documents: all problems are in the diagnostics.
     *
     * @param classes those that agencies, grants and denials may name
     */
    public static DistrictParseResult read(Path folder, AgencyClasses classes) {
        Diagnostics diagnostics = new Diagnostics();
        Path main = folder.resolve(DISTRICT_FILE);
        if (!Files.isRegularFile(main)) {
            String found = Files.isDirectory(folder) ? "no such file" : "no such folder";
            diagnostics.error(
                    new SourceLocation(main, 1, 1), found + "; expected a district's folder with " + DISTRICT_FILE);
            return new DistrictParseResult(Optional.empty(), diagnostics.sorted());
        }
        List<Optional<ParsedSection>> files = campusFiles(folder, diagnostics).stream()
                .map(file -> YamlReader.read(file, diagnostics)
                        .flatMap(root -> DocumentForm.CAMPUSES.section().parse(root, "the document", diagnostics)))
                .toList();
        Optional<ParsedSection> district = YamlReader.read(main, diagnostics)
                .flatMap(root -> DocumentForm.DISTRICT.section().parse(root, "the document", diagnostics));
        Optional<ParsedSection> routes = readRouting(folder, diagnostics);
        Optional<DistrictDraft> draft = district.map(d -> assembleDraft(d, files, diagnostics));
        Optional<RoutingDraft> routing = draft.flatMap(d -> routes.map(r -> RoutingDraft.of(d, r, diagnostics)));
        draft.ifPresent(d -> {
            ReferenceCheck.check(d, diagnostics);
            AgencyCheck.check(d, classes, diagnostics);
            SeverityLadderCheck.check(d, diagnostics);
            CalendarCheck.check(d, diagnostics);
            AgreementCheck.check(d, diagnostics);
            FeedCheck.check(d, diagnostics);
            StaffingCheck.check(d, diagnostics);
        });
        routing.ifPresent(r -> RoutingCheck.check(r, classes, diagnostics));
        return new DistrictParseResult(
                draft.filter(d -> !diagnostics.hasErrors()).map(d -> DistrictCompiler.compile(d, routing)),
                diagnostics.sorted());
    }

    /** Empty when there is none, or when it cannot be read, which is reported. */
    private static Optional<ParsedSection> readRouting(Path folder, Diagnostics diagnostics) {
        Path mistaken = folder.resolve("routing.yml");
        if (Files.exists(mistaken)) {
            // Without this error everything would silently go to the log.
            diagnostics.error(new SourceLocation(mistaken, 1, 1), "not read; expected it to be named " + ROUTING_FILE);
        }
        Path file = folder.resolve(ROUTING_FILE);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? YamlReader.read(file, diagnostics)
                        .flatMap(root -> DocumentForm.ROUTING.section().parse(root, "the document", diagnostics))
                : Optional.empty();
    }

    private static DistrictDraft assembleDraft(
            ParsedSection district, List<Optional<ParsedSection>> files, Diagnostics diagnostics) {
        boolean whole = district.isReadable(CampusSchema.CAMPUSES)
                && files.stream().allMatch(f -> f.isPresent() && f.get().has(CampusSchema.CAMPUSES));
        List<ParsedSection> campuses = new ArrayList<>(district.sections(CampusSchema.CAMPUSES));
        files.forEach(file -> file.ifPresent(f -> campuses.addAll(f.sections(CampusSchema.CAMPUSES))));
        return DistrictDraft.of(district, campuses, whole, diagnostics);
    }

    private static List<Path> campusFiles(Path folder, Diagnostics diagnostics) {
        Path campuses = folder.resolve(SourceLocation.CAMPUSES_FOLDER);
        if (!Files.exists(campuses, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            if (!Files.isDirectory(campuses)) {
                // Without this error the district would silently have no campuses.
                diagnostics.error(
                        new SourceLocation(campuses, 1, 1),
                        Files.isSymbolicLink(campuses)
                                ? "a link that leads nowhere or to itself; expected a folder"
                                : "not a folder; expected one with a file for each campus");
                return List.of();
            }
            if (Files.isSameFile(campuses, folder)) {
                diagnostics.error(
                        new SourceLocation(campuses, 1, 1),
                        "a link to the district's own folder; expected a folder with the files of the campuses alone");
                return List.of();
            }
        } catch (IOException e) {
            diagnostics.error(new SourceLocation(campuses, 1, 1), "cannot be read");
            return List.of();
        }
        try (Stream<Path> found = Files.list(campuses)) {
            List<Path> files = new ArrayList<>();
            for (Path file : found.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".yaml")) {
                    files.add(file);
                } else if (!name.startsWith(".")) {
                    diagnostics.warn(new SourceLocation(file, 1, 1), "not read; expected files named *.yaml here");
                }
            }
            return files;
        } catch (IOException e) {
            diagnostics.error(new SourceLocation(campuses, 1, 1), "cannot be listed");
            return List.of();
        }
    }
}
