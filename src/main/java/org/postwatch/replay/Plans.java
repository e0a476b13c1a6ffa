package org.postwatch.replay;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.postwatch.codec.PlanJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.codec.document.Fault;
import org.postwatch.codec.document.Reading;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Routing;

/**
 * Districts out of their documents, as records of the topic of plans.
 *
 * @param districts their ids
 */
public record Plans(List<String> districts, List<Entry> entries) {
    /** A key and a value of the topic of plans. */
    public record Entry(String key, byte[] value) {}

    /** The documents have faults. */
    public static final class Faulty extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Fault> faults;

        Faulty(List<Fault> faults) {
            super("the documents have faults");
            this.faults = faults;
        }

        public List<Fault> faults() {
            return faults;
        }
    }

    /**
     * Reads folders of documents; each campus speaks from its district's first day.
     *
     * @param classes those that agencies may be of
     * @throws Faulty with every error and warning when there is an error
     */
    public static Plans read(List<Path> folders, AgencyClasses classes) throws Faulty {
        List<String> districts = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (Path folder : folders) {
            Reading reading = DistrictDocuments.read(folder, classes);
            faults.addAll(reading.faults());
            reading.compiled().ifPresent(compiled -> {
                District district = compiled.district();
                districts.add(district.id());
                entries.add(new Entry(PlanJson.key(district.id()), PlanJson.encode(district)));
                Routing routing = compiled.routing();
                entries.add(new Entry(RoutingJson.key(routing.district()), RoutingJson.encode(routing)));
                for (Campus campus : compiled.campuses().values()) {
                    TreeMap<LocalDate, Campus> versions = new TreeMap<>();
                    versions.put(district.first(), campus);
                    entries.add(new Entry(
                            PlanJson.key(district.id(), campus.id()),
                            PlanJson.encode(new CampusPlan(campus.id(), versions))));
                }
            });
        }
        if (districts.size() < folders.size()) {
            throw new Faulty(faults);
        }
        return new Plans(districts, entries);
    }
}
