package org.postwatch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.documents.form.YamlDocument;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.setup.DistrictAnswers;
import org.postwatch.setup.NewDistrict;
import org.postwatch.setup.PostGaps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = {
            "Create the folder of a new district from answers, from spreadsheets that were saved as CSV, and from a school"
                    + " calendar.",
            "",
            "The command asks for what no option gives. It writes district.yaml and routing.yaml with comments, but never over a"
                    + " file, and only if 'plan check' finds no errors in them. Errors are reported where they are in the"
                    + " spreadsheets, as FILE:LINE:COLUMN. At the end it lists what is missing before each post can be filled.",
            "",
            "Columns of the tables; only those with * are required, and several values in a cell are separated by commas:",
            "  --campuses    campus*, name*, zone, post, kinds, duties, credentials, head-count, days, from, to",
            "  --officers    badge*, kind*, agency, duties, from, to, credential, credential-from, credential-to,",
            "                affiliation, affiliation-from, affiliation-to",
            "  --agreements  agreement*, agency*, agency-class*, campuses*, agency-name, from, to, approver, decision,",
            "                decided-at, currency, yearly, hourly, budget",
            "A further row with the same campus, badge or agreement adds a post, a credential or an approver.",
            "",
            "Examples:",
            "  postwatch init my-district",
            "  postwatch init my-district --yes --district my-district --zone America/Denver \\",
            "      --campuses campuses.csv --officers officers.csv --calendar school.ics",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 errors in the tables (nothing is written), 2 usage error."})
final class InitCommand extends AbstractConfiguredCommand {
    @Parameters(arity = "1", paramLabel = "DIR", description = "The folder to create.")
    private Path folder;

    @Mixin
    private InitOptions options;

    @Override
    public Integer call() throws IOException {
        AgencyClasses classes = readConfiguration().agencyClasses();
        checkFolder();
        Diagnostics tables = new Diagnostics();
        Dialogue dialogue = new Dialogue(this, System.in, options.takesDefaults());
        Optional<DistrictAnswers> answers = new DistrictQuestions(this, options, dialogue, folder).ask(tables);
        if (answers.isEmpty()) {
            return fail(tables.sorted());
        }
        NewDistrict district = NewDistrict.of(answers.get(), tables);
        DistrictParseResult checked = DistrictDocuments.check(district.trees(), classes, ProfileDirectory.ofRelease());
        List<Diagnostic> faults = new ArrayList<>(tables.sorted());
        faults.addAll(checked.diagnostics());
        if (tables.hasErrors() || checked.compiled().isEmpty()) {
            return fail(faults);
        }
        faults.forEach(fault -> err().println(fault));
        write(district.files(), checked.compiled().get(), classes);
        describeNext(checked.compiled().get());
        return 0;
    }

    private int fail(List<Diagnostic> faults) {
        faults.forEach(fault -> out().println(fault));
        err().println("postwatch: nothing is written");
        return 1;
    }

    private void checkFolder() {
        for (String name : List.of(
                DistrictDocuments.DISTRICT_FILE,
                DistrictDocuments.ROUTING_FILE,
                DistrictDocuments.INTAKE_FILE,
                SourceLocation.CAMPUSES_FOLDER,
                SourceLocation.OFFICERS_FOLDER)) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw usageError(folder.resolve(name) + " is there already; expected a folder without documents");
            }
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            throw usageError(folder + ": not a folder; expected a new or an empty one");
        }
    }

    /** All files or none, and never over a file. */
    private void write(Map<String, YamlDocument> files, CompiledDistrict expected, AgencyClasses classes)
            throws IOException {
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<String, YamlDocument> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.write(
                        path, file.getValue().text().getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
                written.add(path);
            }
            DistrictParseResult read = DistrictDocuments.read(folder, classes);
            if (!read.compiled().equals(Optional.of(expected))) {
                throw new IOException("they are not read as they were meant: "
                        + read.diagnostics().stream()
                                .findFirst()
                                .map(Diagnostic::message)
                                .orElse("other values"));
            }
        } catch (IOException e) {
            for (Path path : written) {
                Files.deleteIfExists(path);
            }
            throw new CommandFailedException("cannot write the documents into " + folder + ": " + e.getMessage(), e);
        }
        written.forEach(path -> out().println("wrote " + path));
    }

    private void describeNext(CompiledDistrict district) {
        List<String> gaps = PostGaps.of(district);
        if (gaps.isEmpty()) {
            out().println("each post can be filled by the officers of the roster");
        } else {
            out().println("before " + (gaps.size() == 1 ? "this post" : "these posts") + " can be filled:");
            gaps.forEach(gap -> gap.lines().forEach(line -> out().println("  " + line)));
        }
        out().println("next: 'postwatch plan check " + folder + "', then 'postwatch plan apply " + folder
                + " --author NAME --reason TEXT'");
    }
}
