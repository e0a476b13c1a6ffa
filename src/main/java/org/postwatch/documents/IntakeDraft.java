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
 * The sources and rosters of a district, perhaps with gaps where there were errors.
 *
 * @param section the document
 * @param sources by name, in the order of the document
 * @param profiles by the name of the source; without those that cannot be used
 * @param rosters by name, in the order of the document
 */
record IntakeDraft(
        DistrictDraft district,
        ParsedSection section,
        Map<String, ParsedSection> sources,
        Map<String, UsableProfile> profiles,
        Map<String, ParsedSection> rosters) {
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
        Map<String, ParsedSection> rosters = new LinkedHashMap<>();
        section.get(IntakeSchema.ROSTERS, Map.<String, LocatedValue<ParsedSection>>of())
                .forEach((name, roster) -> rosters.put(name, roster.value()));
        return new IntakeDraft(district, section, sources, profiles, rosters);
    }
}
