package org.postwatch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.Diagnostics;
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
            "The command asks for what no option gives. It writes district.yaml, routing.yaml and intake.yaml with comments, but never over a"
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
    public Integer call() {
        AgencyClasses classes = readConfiguration().agencyClasses();
        DocumentFolder documents = new DocumentFolder(this, folder, classes);
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
        documents
                .with(district.files())
                .write(checked.compiled().get())
                .forEach(file -> out().println("wrote " + file));
        describeNext(checked.compiled().get());
        return 0;
    }

    private int fail(List<Diagnostic> faults) {
        faults.forEach(fault -> out().println(fault));
        err().println("postwatch: nothing is written");
        return 1;
    }

    private void describeNext(CompiledDistrict district) {
        List<String> gaps = PostGaps.of(district);
        if (gaps.isEmpty()) {
            out().println("each post can be filled by the officers of the roster");
        } else {
            out().println("before " + (gaps.size() == 1 ? "this post" : "these posts") + " can be filled:");
            gaps.forEach(gap -> gap.lines().forEach(line -> out().println("  " + line)));
        }
        out().println(
                        "with a cluster, first give each feed a key: 'key: secret:NAME' (docs/security.md, signed events)");
        out().println("next: 'postwatch plan check " + folder + "', then 'postwatch plan apply " + folder
                + " --author NAME --reason TEXT'");
    }
}
