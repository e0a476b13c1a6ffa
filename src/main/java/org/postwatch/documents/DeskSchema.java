package org.postwatch.documents;

import static org.postwatch.documents.form.SectionKey.optional;
import static org.postwatch.documents.form.SectionKey.required;

import java.util.List;
import org.postwatch.documents.form.ListParser;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;
import org.postwatch.documents.form.ValueFormats;
import org.postwatch.intake.FrontDesk;

/** The front desks of a district, in {@code intake.yaml}. */
final class DeskSchema {
    static final SectionKey<String> CAMPUS = required(
            "campus", ValueFormats.ID, "The campus. A campus has one front desk at most, on any number of tablets.");
    static final SectionKey<String> FEED = required(
            "feed",
            ValueFormats.ID,
            "The feed that its events come from: a `source` of `feeds` in `district.yaml`, with `hours`, that nothing else uses.");
    static final SectionKey<Boolean> VISITORS = optional(
                    "visitors",
                    ValueFormats.BOOLEAN,
                    "Whether the desk also answers the buzzers of visitors. The feed needs the types visitor-admitted and visitor-denied.")
            .withDefault("false");
    static final SectionSchema SECTION = SectionSchema.of(
            "a desk", "The page of a tablet at the entrance of a campus (docs/front-desk.md).", CAMPUS, FEED, VISITORS);
    static final SectionKey<List<LocatedValue<ParsedSection>>> DESKS = optional(
            "desks", ListParser.sections("desks", SECTION, FrontDesk.MAX_DESKS), "The front desks of campuses.");

    private DeskSchema() {}
}
