package org.postwatch.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import org.postwatch.documents.IntakeProfiles.UsableProfile;
import org.postwatch.documents.IntakeSchema.SourceSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.intake.profile.ProfileDirectory;

/**
 * The sources of a district, perhaps with gaps where there were errors.
 *
 * @param section the document
 * @param sources by name, in the order of the document
 * @param profiles by the name of the source; without those that cannot be used
 */
record IntakeDraft(
        DistrictDraft district,
        ParsedSection section,
        Map<String, ParsedSection> sources,
        Map<String, UsableProfile> profiles) {
    static IntakeDraft of(
            DistrictDraft district, ParsedSection section, ProfileDirectory directory, Diagnostics diagnostics) {
        IntakeProfiles known = new IntakeProfiles(
                directory, section.at().file().toAbsolutePath().getParent());
        Map<String, ParsedSection> sources = new LinkedHashMap<>();
        Map<String, UsableProfile> profiles = new LinkedHashMap<>();
        section.get(IntakeSchema.SOURCES, Map.<String, LocatedValue<ParsedSection>>of())
                .forEach((name, source) -> {
                    sources.put(name, source.value());
                    source.value()
                            .locate(SourceSchema.PROFILE)
                            .flatMap(profile -> known.find(profile, diagnostics))
                            .ifPresent(profile -> profiles.put(name, profile));
                });
        return new IntakeDraft(district, section, sources, profiles);
    }
}
