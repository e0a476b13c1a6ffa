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
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.wire.IntakeJson;

/**
 * Reads a district's folder: {@code district.yaml} and, if there are any, {@code campuses/*.yaml}, {@code routing.yaml} and
 * {@code intake.yaml}.
 */
public final class DistrictDocuments {
    public static final String DISTRICT_FILE = "district.yaml";
    public static final String ROUTING_FILE = "routing.yaml";
    public static final String INTAKE_FILE = "intake.yaml";

    private DistrictDocuments() {}

    /** As {@link #read(Path, AgencyClasses, ProfileDirectory)}, with the classes of agency that ship with Postwatch. */
    public static DistrictParseResult read(Path folder) {
        return read(folder, AgencyClasses.SHIPPED);
    }

    /** As {@link #read(Path, AgencyClasses, ProfileDirectory)}, with the profiles that ship with Postwatch. */
    public static DistrictParseResult read(Path folder, AgencyClasses classes) {
        return read(folder, classes, ProfileDirectory.ofRelease());
    }

    /**
     * Never throws for the content of documents: all problems are in the diagnostics.
     *
     * @param classes those that agencies, grants and denials may name
     * @param profiles those that sources of intake may name
     */
    public static DistrictParseResult read(Path folder, AgencyClasses classes, ProfileDirectory profiles) {
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
        Optional<ParsedSection> routes = readOptional(folder, DocumentForm.ROUTING, ROUTING_FILE, diagnostics);
        Optional<ParsedSection> sources = readOptional(folder, DocumentForm.INTAKE, INTAKE_FILE, diagnostics);
        Optional<DistrictDraft> draft = district.map(d -> assembleDraft(d, files, diagnostics));
        Optional<RoutingDraft> routing = draft.flatMap(d -> routes.map(r -> RoutingDraft.of(d, r, diagnostics)));
        Optional<IntakeDraft> intake =
                draft.flatMap(d -> sources.map(s -> IntakeDraft.of(d, s, profiles, diagnostics)));
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
        intake.ifPresent(i -> IntakeCheck.check(i, diagnostics));
        Optional<CompiledDistrict> compiled =
                draft.filter(d -> !diagnostics.hasErrors()).map(d -> DistrictCompiler.compile(d, routing, intake));
        intake.ifPresent(
                i -> compiled.ifPresent(c -> checkSize(c.intake(), i.section().at(), diagnostics)));
        return new DistrictParseResult(compiled.filter(c -> !diagnostics.hasErrors()), diagnostics.sorted());
    }

    /** Empty when there is none, or when it cannot be read, which is reported. */
    private static Optional<ParsedSection> readOptional(
            Path folder, DocumentForm form, String name, Diagnostics diagnostics) {
        Path mistaken = folder.resolve(name.replace(".yaml", ".yml"));
        if (Files.exists(mistaken)) {
            // Without this error the document would silently have no effect: everything would go to the log.
            diagnostics.error(new SourceLocation(mistaken, 1, 1), "not read; expected it to be named " + name);
        }
        Path file = folder.resolve(name);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? YamlReader.read(file, diagnostics)
                        .flatMap(root -> form.section().parse(root, "the document", diagnostics))
                : Optional.empty();
    }

    private static void checkSize(IntakeConfig intake, SourceLocation at, Diagnostics diagnostics) {
        int bytes = IntakeJson.encode(intake).length;
        if (bytes > IntakeJson.MAX_BYTES) {
            diagnostics.error(
                    at,
                    "the sources and the texts of their profiles have " + bytes + " bytes; expected at most "
                            + IntakeJson.MAX_BYTES);
        }
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
                                ? "a broken or circular link; expected a folder"
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
