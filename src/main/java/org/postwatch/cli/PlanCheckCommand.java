package org.postwatch.cli;

import java.nio.file.Path;
import java.util.List;
import org.postwatch.app.config.Configuration;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.secrets.SecretResolver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "check",
        description = {
            "Check the documents of districts and report all errors and warnings as FILE:LINE:COLUMN: error|warning:"
                    + " MESSAGE.",
            "",
            "A district with errors, such as an unknown name or an invalid date, cannot be applied. Warnings are probable mistakes, such as a post that no officer of the roster can fill.",
            "",
            "Example:",
            "  postwatch plan check config/districts/*/",
            ""
        },
        footer = {"", "Exit codes: 0 no errors (there may be warnings), 1 errors, 2 usage error or no such folder."})
final class PlanCheckCommand extends AbstractConfiguredCommand {
    private static final JsonMapper JSON = new JsonMapper();

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "The folders of districts.")
    private List<Path> folders;

    @Option(
            names = "--json",
            description = "One JSON object per fault: file, line, column, severity, message. The count goes to stderr.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration settings = readConfiguration();
        DistrictFolders read = DistrictFolders.read(this, folders, settings);
        read.diagnostics().forEach(fault -> out().println(json ? json(fault) : fault.toString()));
        SecretResolver secrets = settings.secrets().resolver();
        read.districts()
                .forEach(district -> MissingSecrets.tooShort(district, secrets).forEach(err()::println));
        (json ? err() : out()).println(read.summary());
        return read.hasErrors() ? 1 : 0;
    }

    private static String json(Diagnostic fault) {
        return JSON.createObjectNode()
                .put("file", fault.file().toString())
                .put("line", fault.line())
                .put("column", fault.column())
                .put("severity", fault.severity().wireName())
                .put("message", fault.message())
                .toString();
    }
}
