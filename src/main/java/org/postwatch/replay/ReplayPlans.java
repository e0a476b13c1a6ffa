package org.postwatch.replay;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.documents.form.Diagnostic;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.RoutingJson;

/**
 * Districts out of their documents, as records of the topic of plans.
 *
 * @param districts their ids
 */
public record ReplayPlans(List<String> districts, List<PlanRecord> records) {
    /** A key and a value of the topic of plans. */
    public record PlanRecord(String key, byte[] value) {}

    /** The documents have faults. */
    public static final class InvalidDocumentsException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Diagnostic> diagnostics;

        InvalidDocumentsException(List<Diagnostic> faults) {
            super("the documents have faults");
            this.diagnostics = faults;
        }

        public List<Diagnostic> diagnostics() {
            return diagnostics;
        }
    }

    /**
     * Reads folders of documents; each campus is in force from its district's first day.
     *
     * @param classes those that agencies may be of
     * @throws InvalidDocumentsException with every error and warning when there is an error
     */
    public static ReplayPlans read(List<Path> folders, AgencyClasses classes) throws InvalidDocumentsException {
        List<String> districts = new ArrayList<>();
        List<PlanRecord> entries = new ArrayList<>();
        List<Diagnostic> faults = new ArrayList<>();
        for (Path folder : folders) {
            DistrictParseResult reading = DistrictDocuments.read(folder, classes);
            faults.addAll(reading.diagnostics());
            reading.compiled().ifPresent(compiled -> {
                District district = compiled.district();
                districts.add(district.id());
                entries.add(new PlanRecord(PlanJson.key(district.id()), PlanJson.encode(district)));
                RoutingConfig routing = compiled.routing();
                entries.add(new PlanRecord(RoutingJson.key(routing.district()), RoutingJson.encode(routing)));
                for (Campus campus : compiled.campuses().values()) {
                    TreeMap<LocalDate, Campus> versions = new TreeMap<>();
                    versions.put(district.firstDay(), campus);
                    entries.add(new PlanRecord(
                            PlanJson.key(district.id(), campus.id()),
                            PlanJson.encode(new CampusPlan(campus.id(), versions))));
                }
            });
        }
        if (districts.size() < folders.size()) {
            throw new InvalidDocumentsException(faults);
        }
        return new ReplayPlans(districts, entries);
    }
}
