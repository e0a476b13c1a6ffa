package org.postwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.setup.OfficerImport;
import org.postwatch.text.Plural;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "officers",
        description = {
            "Add the officers of a table to a district, in a new document in its folder officers/, for review.",
            "",
            "If the district already has an officer and the table differs, the command prints the difference (a blank cell"
                    + " states nothing). It does not change or delete the officer. Officers that the table does not have stay. Errors are reported where they are in the table, and then nothing is written.",
            "",
            "Columns, of which only those with * are required: badge*, kind*, agency, duties, from, to, credential,"
                    + " credential-from, credential-to, affiliation, affiliation-from, affiliation-to. A further row with the"
                    + " same badge adds a credential or an affiliation.",
            "",
            "Example:",
            "  postwatch import officers officers.csv --into my-district",
            ""
        },
        footer = {"", "Exit codes: 0 success, 1 errors (nothing is written), 2 usage error."})
final class ImportOfficersCommand extends AbstractConfiguredCommand {
    private static final int MAX_FILES_OF_A_NAME = 1_000;

    @Parameters(arity = "1", paramLabel = "FILE", description = "The table, in CSV.")
    private Path table;

    @Option(names = "--into", required = true, paramLabel = "DIR", description = "The folder of the district.")
    private Path folder;

    @Option(names = "--dry-run", description = "Print the document and write nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        AgencyClasses classes = readConfiguration().agencyClasses();
        DistrictFolders district = DistrictFolders.read(this, List.of(folder), classes);
        if (district.hasErrors()) {
            district.diagnostics().forEach(out()::println);
            err().println("postwatch: the district has errors; nothing is written");
            return 1;
        }
        OfficerImport read = OfficerImport.of(
                table,
                DistrictDocuments.trees(folder, new Diagnostics()),
                district.districts().get(0),
                classes,
                ProfileDirectory.ofRelease());
        if (read.compiled().isEmpty()) {
            read.faults().forEach(out()::println);
            err().println("postwatch: nothing is written");
            return 1;
        }
        read.faults().stream()
                .filter(fault -> !district.diagnostics().contains(fault))
                .forEach(err()::println);
        read.differences()
                .forEach((badge, lines) -> lines.forEach(line -> out().println("officer " + badge
                        + " is there already and is not changed; the table has: " + line.strip())));
        if (!read.unchanged().isEmpty()) {
            out().println(Plural.format(read.unchanged().size(), "officer") + " of the table "
                    + (read.unchanged().size() == 1 ? "is" : "are") + " there already, and the same");
        }
        if (read.added().isEmpty()) {
            out().println("no new officers; nothing is written");
        } else if (dryRun) {
            out().print(read.added().get().text());
        } else {
            Path file = write(read.added().get().text(), read.compiled().get(), classes);
            out().println("wrote " + file + " with "
                    + Plural.format(read.badges().size(), "new officer"));
            out().println("next: review it, then 'postwatch plan apply " + folder + " --author NAME --reason TEXT'");
        }
        return 0;
    }

    private Path write(String text, CompiledDistrict expected, AgencyClasses classes) {
        Path file = newFile();
        try {
            Files.createDirectories(file.getParent());
            DocumentFolder.writeNew(file, text);
            boolean isAsMeant = DistrictDocuments.read(folder, classes)
                    .compiled()
                    .filter(expected::equals)
                    .isPresent();
            if (!isAsMeant) {
                Files.delete(file);
                throw new IOException("it is not read as it was meant");
            }
            return file;
        } catch (IOException e) {
            throw new CommandFailedException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Named as the table, with a number if there is such a file. */
    private Path newFile() {
        String name = table.getFileName()
                .toString()
                .replaceFirst("\\.[A-Za-z]{1,5}$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String stem = name.isEmpty() ? "officers" : name.substring(0, Math.min(name.length(), 60));
        Path directory = folder.resolve(SourceLocation.OFFICERS_FOLDER);
        for (int n = 1; n <= MAX_FILES_OF_A_NAME; n++) {
            Path file = directory.resolve(stem + (n == 1 ? "" : "-" + n) + ".yaml");
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return file;
            }
        }
        throw new CommandFailedException(directory + " has too many files named " + stem);
    }
}
