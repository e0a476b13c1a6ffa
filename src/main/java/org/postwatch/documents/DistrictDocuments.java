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
import org.postwatch.documents.form.YamlNode;
import org.postwatch.documents.form.YamlReader;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.wire.IntakeJson;

/**
 * Reads a district's folder: {@code district.yaml} and, if there are any, {@code campuses/*.yaml}, {@code officers/*.yaml},
 * {@code routing.yaml} and {@code intake.yaml}.
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
        return check(trees(folder, diagnostics), classes, profiles, diagnostics);
    }

    /** The documents of a folder as trees; those that cannot be read are reported. */
    public static DistrictTrees trees(Path folder, Diagnostics diagnostics) {
        return new DistrictTrees(
                YamlReader.read(folder.resolve(DISTRICT_FILE), diagnostics),
                readAll(folder, SourceLocation.CAMPUSES_FOLDER, diagnostics),
                readAll(folder, SourceLocation.OFFICERS_FOLDER, diagnostics),
                readOptional(folder, ROUTING_FILE, diagnostics),
                readOptional(folder, INTAKE_FILE, diagnostics));
    }

    /**
     * Checks documents that are not in files, or not yet. Diagnostics have the places that their nodes have.
     *
     * @param classes those that agencies, grants and denials may name
     * @param profiles those that sources of intake may name
     */
    public static DistrictParseResult check(DistrictTrees trees, AgencyClasses classes, ProfileDirectory profiles) {
        return check(trees, classes, profiles, new Diagnostics());
    }

    private static DistrictParseResult check(
            DistrictTrees trees, AgencyClasses classes, ProfileDirectory profiles, Diagnostics diagnostics) {
        List<Optional<ParsedSection>> campuses = trees.campuses().stream()
                .map(root -> parse(DocumentForm.CAMPUSES, root, diagnostics))
                .toList();
        List<Optional<ParsedSection>> officers = trees.officers().stream()
                .map(root -> parse(DocumentForm.OFFICERS, root, diagnostics))
                .toList();
        Optional<ParsedSection> district = parse(DocumentForm.DISTRICT, trees.district(), diagnostics);
        Optional<ParsedSection> routes = parse(DocumentForm.ROUTING, trees.routing(), diagnostics);
        Optional<ParsedSection> sources = parse(DocumentForm.INTAKE, trees.intake(), diagnostics);
        Optional<DistrictDraft> draft = district.map(d -> DistrictDraft.of(d, campuses, officers, diagnostics));
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

    private static Optional<ParsedSection> parse(DocumentForm form, Optional<YamlNode> root, Diagnostics diagnostics) {
        return root.flatMap(node -> form.section().parse(node, "the document", diagnostics));
    }

    /** Empty when there is none, or when it cannot be read, which is reported. */
    private static Optional<YamlNode> readOptional(Path folder, String name, Diagnostics diagnostics) {
        Path mistaken = folder.resolve(name.replace(".yaml", ".yml"));
        if (Files.exists(mistaken)) {
            // Without this error the document would silently have no effect: everything would go to the log.
            diagnostics.error(new SourceLocation(mistaken, 1, 1), "not read; expected it to be named " + name);
        }
        Path file = folder.resolve(name);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? YamlReader.read(file, diagnostics) : Optional.empty();
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

    /** The documents of a folder in the folder, each empty when it cannot be read, which is reported. */
    private static List<Optional<YamlNode>> readAll(Path folder, String name, Diagnostics diagnostics) {
        return documentFiles(folder, name, diagnostics).stream()
                .map(file -> YamlReader.read(file, diagnostics))
                .toList();
    }

    private static List<Path> documentFiles(Path folder, String name, Diagnostics diagnostics) {
        Path documents = folder.resolve(name);
        if (!Files.exists(documents, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            if (!Files.isDirectory(documents)) {
                // Without this error the district would silently have none of them.
                diagnostics.error(
                        new SourceLocation(documents, 1, 1),
                        Files.isSymbolicLink(documents)
                                ? "a broken or circular link; expected a folder"
                                : "not a folder; expected one with files of " + name);
                return List.of();
            }
            if (Files.isSameFile(documents, folder)) {
                diagnostics.error(
                        new SourceLocation(documents, 1, 1),
                        "a link to the district's own folder; expected a folder with files of " + name + " alone");
                return List.of();
            }
        } catch (IOException e) {
            diagnostics.error(new SourceLocation(documents, 1, 1), "cannot be read");
            return List.of();
        }
        try (Stream<Path> found = Files.list(documents)) {
            List<Path> files = new ArrayList<>();
            for (Path file : found.sorted().toList()) {
                String fileName = file.getFileName().toString();
                if (fileName.endsWith(".yaml")) {
                    files.add(file);
                } else if (!fileName.startsWith(".")) {
                    diagnostics.warn(new SourceLocation(file, 1, 1), "not read; expected files named *.yaml here");
                }
            }
            return files;
        } catch (IOException e) {
            diagnostics.error(new SourceLocation(documents, 1, 1), "cannot be listed");
            return List.of();
        }
    }
}
