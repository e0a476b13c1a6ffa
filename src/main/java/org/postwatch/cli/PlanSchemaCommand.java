package org.postwatch.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.postwatch.documents.DocumentForm;
import org.postwatch.wire.schema.SchemaFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "schema",
        description = {
            "Print a JSON Schema (2020-12) of a district's documents, of an event, or of an output.",
            "",
            "Each schema is self-contained, so that an editor can use it. Without arguments the command lists the schemas.",
            "",
            "Examples:",
            "  postwatch plan schema district > district.schema.json",
            "  postwatch plan schema routing > routing.schema.json",
            "  postwatch plan schema event officer.checked-in",
            "  postwatch plan schema output incident",
            "",
            "Most editors use the schema if this is the first line of district.yaml:",
            "  # yaml-language-server: $schema=district.schema.json",
            ""
        })
final class PlanSchemaCommand extends AbstractConfiguredCommand {
    @Parameters(
            arity = "0..1",
            index = "0",
            paramLabel = "KIND",
            description =
                    "district, campuses (for campuses/*.yaml), officers (for officers/*.yaml), routing, intake, event or output.")
    private String kind;

    @Parameters(
            arity = "0..1",
            index = "1",
            paramLabel = "NAME",
            description = "The type of the event, with or without 'postwatch.'; the name of the output.")
    private String name;

    @Override
    public Integer call() {
        String wanted = name == null ? kind : kind + " " + name.replaceFirst("^postwatch\\.", "");
        Map<String, Supplier<JsonNode>> schemas = schemas();
        if (schemas.containsKey(wanted)) {
            out().println(schemas.get(wanted).get().toPrettyString());
            return 0;
        }
        List<String> group = schemas.keySet().stream()
                .filter(known -> kind == null || known.startsWith(kind + " "))
                .toList();
        if (group.isEmpty() || name != null) {
            throw usageError("no schema '" + wanted + "'; 'postwatch plan schema" + (group.isEmpty() ? "" : " " + kind)
                    + "' lists what there is");
        }
        group.forEach(out()::println);
        return 0;
    }

    /** By the arguments that print them. */
    private static Map<String, Supplier<JsonNode>> schemas() {
        Map<String, Supplier<JsonNode>> schemas = new LinkedHashMap<>();
        for (DocumentForm document : DocumentForm.values()) {
            schemas.put(document.id(), document::jsonSchema);
        }
        SchemaFiles.names().forEach(file -> schemas.put(file.replace('/', ' '), () -> SchemaFiles.bundle(file)));
        return schemas;
    }
}
