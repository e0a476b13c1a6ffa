package org.postwatch.cli;

import java.util.List;
import org.postwatch.wire.schema.SchemaFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "schema",
        description = {
            "Print a JSON Schema (2020-12): of a district's documents, of an event, or of what comes out.",
            "",
            "Each is whole in itself, so that an editor can use it. Without arguments: what there is.",
            "",
            "Examples:",
            "  postwatch plan schema district > district.schema.json",
            "  postwatch plan schema routing > routing.schema.json",
            "  postwatch plan schema event officer.checked-in",
            "  postwatch plan schema output incident",
            "",
            "and then, for most editors, as the first line of district.yaml:",
            "  # yaml-language-server: $schema=district.schema.json",
            ""
        })
final class PlanSchemaCommand extends AbstractConfiguredCommand {
    @Parameters(
            arity = "0..1",
            index = "0",
            paramLabel = "KIND",
            description = "district, campuses (for campuses/*.yaml), routing, event or output.")
    private String kind;

    @Parameters(
            arity = "0..1",
            index = "1",
            paramLabel = "NAME",
            description = "The type of the event, with or without 'postwatch.'; the name of the output.")
    private String name;

    @Override
    public Integer call() {
        List<String> names = SchemaFiles.names();
        if (kind == null || name == null && isGroup(names)) {
            names.stream()
                    .filter(known -> kind == null || known.startsWith(kind + "/"))
                    .forEach(known -> out().println(asArguments(known)));
            return 0;
        }
        String wanted = name == null ? "document/" + kind : kind + "/" + name.replaceFirst("^postwatch\\.", "");
        if (!names.contains(wanted)) {
            throw usageError("no schema '" + kind + (name == null ? "" : " " + name) + "'; 'postwatch plan schema"
                    + (isGroup(names) ? " " + kind : "") + "' lists what there is");
        }
        out().println(SchemaFiles.bundle(wanted).toPrettyString());
        return 0;
    }

    private boolean isGroup(List<String> names) {
        return names.stream().anyMatch(known -> known.startsWith(kind + "/"));
    }

    private static String asArguments(String known) {
        return known.replaceFirst("^document/", "").replace('/', ' ');
    }
}
