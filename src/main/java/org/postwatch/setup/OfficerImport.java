package org.postwatch.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.documents.DistrictTrees;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.SourceLocation;
import org.postwatch.documents.form.YamlDocument;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.plan.Officer;

/**
 * What a table of officers adds to a district. Officers that the district has are compared and not changed, and those that the table
 * does not have stay.
 *
 * @param faults of the table and of the documents with it; errors keep it from being written
 * @param added a document with the officers that the district does not have yet; empty if there are none
 * @param badges of these officers
 * @param unchanged the badges of officers that the district has in the same way
 * @param differences how the table differs, by the badge of an officer that the district has
 * @param compiled the district with the added officers; empty if there are errors
 */
public record OfficerImport(
        List<Diagnostic> faults,
        Optional<YamlDocument> added,
        List<String> badges,
        List<String> unchanged,
        Map<String, List<String>> differences,
        Optional<CompiledDistrict> compiled) {
    public OfficerImport {
        faults = List.copyOf(faults);
        badges = List.copyOf(badges);
        unchanged = List.copyOf(unchanged);
        differences = new TreeMap<>(differences);
    }

    /** @param existing the district before, without errors */
    public static OfficerImport of(
            Path table,
            DistrictTrees trees,
            CompiledDistrict existing,
            AgencyClasses classes,
            ProfileDirectory profiles) {
        Diagnostics faults = new Diagnostics();
        SourceLocation at = new SourceLocation(table, 1, 1);
        List<YamlNode.Mapping> officers =
                OfficerTable.officers(CsvTableReader.read(table, CsvColumns.OFFICERS, faults), faults);
        if (officers.isEmpty() && !faults.hasErrors()) {
            faults.error(at, "the table has no officers; expected a row for each");
        }
        DistrictParseResult alone =
                DistrictDocuments.check(trees.withOnlyOfficers(document(at, officers)), classes, profiles);
        List<Diagnostic> all = new ArrayList<>(faults.sorted());
        alone.diagnostics().stream().filter(fault -> fault.file().equals(table)).forEach(all::add);
        if (faults.hasErrors() || alone.compiled().isEmpty()) {
            return new OfficerImport(all, Optional.empty(), List.of(), List.of(), Map.of(), Optional.empty());
        }
        Map<String, Officer> known = existing.district().officers();
        Map<String, Officer> read = alone.compiled().get().district().officers();
        List<String> unchanged = new ArrayList<>();
        Map<String, List<String>> differences = new TreeMap<>();
        List<YamlNode.Mapping> added = new ArrayList<>();
        List<String> badges = new ArrayList<>();
        for (YamlNode.Mapping officer : officers) {
            String badge = ((YamlNode.Scalar) officer.entries().get("badge").value()).text();
            if (!known.containsKey(badge)) {
                added.add(officer);
                badges.add(badge);
            } else {
                List<String> lines = known.get(badge).differencesTo(stated(officer, read.get(badge), known.get(badge)));
                if (lines.isEmpty()) {
                    unchanged.add(badge);
                } else {
                    differences.put(badge, lines);
                }
            }
        }
        if (added.isEmpty()) {
            return new OfficerImport(all, Optional.empty(), badges, unchanged, differences, Optional.of(existing));
        }
        YamlNode.Mapping root = document(at, added);
        DistrictParseResult together = DistrictDocuments.check(trees.withOfficers(root), classes, profiles);
        together.diagnostics().stream().filter(fault -> !all.contains(fault)).forEach(all::add);
        YamlDocument document = new YamlDocument(
                List.of("Officers of " + table.getFileName() + ". Review them before you apply."), root);
        return new OfficerImport(all, Optional.of(document), badges, unchanged, differences, together.compiled());
    }

    /** What the table states: a blank cell states nothing. */
    private static Officer stated(YamlNode.Mapping row, Officer read, Officer known) {
        Set<String> keys = row.entries().keySet();
        boolean hasDates = keys.contains("from") || keys.contains("to");
        return new Officer(
                read.badge(),
                read.kind(),
                keys.contains("agency") ? read.agency() : known.agency(),
                keys.contains("duties") ? read.duties() : known.duties(),
                keys.contains("credentials") ? read.credentials() : known.credentials(),
                keys.contains("affiliations") ? read.affiliations() : known.affiliations(),
                hasDates ? read.roster() : known.roster());
    }

    private static YamlNode.Mapping document(SourceLocation at, List<YamlNode.Mapping> officers) {
        return new MappingBuilder(at)
                .put("officers", new YamlNode.Sequence(at, List.copyOf(officers)))
                .build();
    }
}
