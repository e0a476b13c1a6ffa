package org.postwatch.documents;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwatch.documents.CampusSchema.DeviceSchema;
import org.postwatch.documents.CampusSchema.EntranceSchema;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.DistrictSchema.OfficerSchema;
import org.postwatch.documents.IntakeSchema.TargetSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;

/** What ids of vendors stand for must exist in the district. */
final class IntakeTargetCheck {
    /**
     * The entrances of a campus.
     *
     * @param devices of each entrance
     */
    private record CampusEntrances(Map<String, Set<String>> devices) {
        static CampusEntrances of(ParsedSection campus) {
            Map<String, Set<String>> devices = new HashMap<>();
            for (ParsedSection entrance : campus.sections(CampusSchema.ENTRANCES)) {
                Set<String> ids = new LinkedHashSet<>();
                entrance.sections(EntranceSchema.DEVICES)
                        .forEach(device -> device.find(DeviceSchema.ID).ifPresent(ids::add));
                entrance.find(EntranceSchema.ID).ifPresent(id -> devices.put(id, ids));
            }
            return new CampusEntrances(devices);
        }

        Set<String> allDevices() {
            return devices.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        }
    }

    private final DistrictDraft draft;
    private final Diagnostics diagnostics;
    private final Map<String, CampusEntrances> entrances = new HashMap<>();

    IntakeTargetCheck(DistrictDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
    }

    /** @param feed that of the source; empty when it is unknown, which is reported elsewhere */
    void check(ParsedSection target, Optional<ParsedSection> feed) {
        target.locate(TargetSchema.CAMPUS).ifPresent(campus -> {
            checkCampus(campus, feed);
            checkPlace(target, campus.value());
        });
        target.locate(TargetSchema.OFFICER).ifPresent(officer -> checkOfficer(officer, feed));
    }

    /** A campus that exists and that the feed may report. */
    void checkCampus(LocatedValue<String> campus, Optional<ParsedSection> feed) {
        if (!draft.campuses().containsKey(campus.value())) {
            if (draft.isComplete()) {
                diagnostics.checkKnown("campus", campus, draft.campuses().keySet());
            }
            return;
        }
        feed.filter(f -> f.has(FeedSchema.CAMPUSES)
                        && !f.values(FeedSchema.CAMPUSES).contains(campus.value()))
                .ifPresent(f -> diagnostics.error(
                        campus.at(),
                        "feed '" + f.get(FeedSchema.SOURCE, "") + "' may not report campus '" + campus.value()
                                + "'; expected it among its campuses"));
    }

    private void checkPlace(ParsedSection target, String campus) {
        ParsedSection section = draft.campuses().get(campus);
        if (section == null || !section.isErrorFree(CampusSchema.ENTRANCES)) {
            return;
        }
        CampusEntrances parts = entrances.computeIfAbsent(campus, id -> CampusEntrances.of(section));
        String owner = "campus '" + campus + "'";
        Optional<LocatedValue<String>> entrance = target.locate(TargetSchema.ENTRANCE);
        entrance.ifPresent(id ->
                diagnostics.checkKnownIn(owner, "entrance", id, parts.devices().keySet()));
        target.locate(TargetSchema.DEVICE).ifPresent(device -> {
            Set<String> all = parts.allDevices();
            Optional<Set<String>> there = entrance.map(LocatedValue::value).map(parts.devices()::get);
            if (there.isPresent() && all.contains(device.value())) {
                String at = "entrance '" + entrance.get().value() + "' of ";
                diagnostics.checkKnownIn(at + owner, "device", device, there.get());
            } else {
                diagnostics.checkKnownIn(owner, "device", device, all);
            }
        });
    }

    /** An officer who exists and whom the feed may report. */
    void checkOfficer(LocatedValue<String> badge, Optional<ParsedSection> feed) {
        if (!draft.hasAllOfficers()) {
            return;
        }
        diagnostics.checkKnown("officer", badge, draft.officers().keySet());
        ParsedSection officer = draft.officers().get(badge.value());
        if (officer == null || !officer.isErrorFree(OfficerSchema.AGENCY)) {
            return;
        }
        String agency = DistrictDraft.agencyOf(officer);
        feed.filter(f -> f.isErrorFree(FeedSchema.AGENCIES)
                        && !f.values(FeedSchema.AGENCIES).contains(agency))
                .ifPresent(f -> diagnostics.error(
                        badge.at(),
                        "feed '" + f.get(FeedSchema.SOURCE, "") + "' may not report officers of agency '" + agency
                                + "'; expected it among its agencies"));
    }
}
