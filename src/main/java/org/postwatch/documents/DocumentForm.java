package org.postwatch.documents;

import java.util.Locale;
import org.postwatch.documents.form.JsonSchema;
import org.postwatch.documents.form.SectionSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents that people write. Each has its form, from which the reader and the JSON Schema are made. */
public enum DocumentForm {
    DISTRICT("A district of Postwatch (district.yaml)", DistrictSchema.SECTION),
    CAMPUSES("Campuses of a district of Postwatch (campuses/*.yaml)", CampusSchema.FILE_SECTION),
    OFFICERS("Officers of a district of Postwatch (officers/*.yaml)", DistrictSchema.OFFICERS_FILE_SECTION),
    ROUTING("The routing of a district of Postwatch (routing.yaml)", RoutingSchema.SECTION),
    INTAKE("The intake of a district of Postwatch (intake.yaml)", IntakeSchema.SECTION);

    private final String title;
    private final SectionSchema section;

    DocumentForm(String title, SectionSchema section) {
        this.title = title;
        this.section = section;
    }

    /** The name for {@code plan schema}, as {@code routing}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    SectionSchema section() {
        return section;
    }

    /** For editors: complete in itself. It allows whatever the reader accepts. */
    public JsonNode jsonSchema() {
        return JsonMapper.shared().valueToTree(JsonSchema.of(title, section));
    }
}
