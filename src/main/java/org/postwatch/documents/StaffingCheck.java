package org.postwatch.documents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.documents.CalendarSchema.CalendarEventSchema;
import org.postwatch.documents.CalendarSchema.WindowSchema;
import org.postwatch.documents.CampusSchema.PostSchema;
import org.postwatch.documents.DistrictSchema.DatedNameSchema;
import org.postwatch.documents.DistrictSchema.OfficerSchema;
import org.postwatch.documents.DistrictSchema.StaffingExceptionSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.plan.District;
import org.postwatch.text.NameSuggestion;

/**
 * Posts can be filled by an officer of the roster at some time. These are warnings: a district may document a post before it
 * has the officer.
 */
final class StaffingCheck {
    /** An officer as far as the documents are valid; without duties, an officer has all. */
    private record StaffingCandidate(String kind, String agency, Set<String> duties, Set<String> credentials) {}

    private final DistrictDraft draft;
    private final Diagnostics diagnostics;
    private final List<StaffingCandidate> candidates = new ArrayList<>();
    private final Set<String> kinds = new TreeSet<>();
    private final Set<String> credentials = new TreeSet<>();
    private final Map<String, Set<String>> campusesOfAgency = new HashMap<>();

    private StaffingCheck(DistrictDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
        for (ParsedSection officer : draft.officers().values()) {
            Set<String> held = new HashSet<>();
            officer.sections(OfficerSchema.CREDENTIALS)
                    .forEach(c -> c.find(DatedNameSchema.NAME).ifPresent(held::add));
            officer.find(OfficerSchema.KIND).ifPresent(kinds::add);
            credentials.addAll(held);
            candidates.add(new StaffingCandidate(
                    officer.get(OfficerSchema.KIND, ""),
                    DistrictDraft.agencyOf(officer),
                    Set.copyOf(officer.values(OfficerSchema.DUTIES)),
                    held));
        }
        for (ParsedSection agreement : draft.agreements().values()) {
            agreement
                    .find(AgreementSchema.AGENCY)
                    .ifPresent(agency -> campusesOfAgency
                            .computeIfAbsent(agency, a -> new HashSet<>())
                            .addAll(agreement.values(AgreementSchema.CAMPUSES)));
        }
    }

    static void check(DistrictDraft draft, Diagnostics diagnostics) {
        StaffingCheck check = new StaffingCheck(draft, diagnostics);
        check.checkAgreements();
        if (draft.campuses().isEmpty() && draft.isComplete()) {
            diagnostics.warn(draft.district().at(), "a district without campuses; expected 'campuses'");
        }
        Set<String> shared = check.requiredPosts(draft.district());
        draft.campuses().forEach((id, campus) -> {
            Set<String> watched = campus.has(CampusSchema.CALENDAR) ? check.requiredPosts(campus) : shared;
            campus.sections(CampusSchema.POSTS).forEach(post -> check.checkPost(id, post, watched));
        });
        if (!draft.hasAllOfficers()) {
            return;
        }
        if (draft.officers().isEmpty()) {
            diagnostics.warn(draft.district().at(), "a district without officers, so no post is ever covered");
            return;
        }
        draft.exceptions().values().forEach(e -> check.checkKinds(e.list(StaffingExceptionSchema.KINDS)));
    }

    private void checkAgreements() {
        if (!draft.district().isErrorFree(DistrictSchema.AGREEMENTS)) {
            return;
        }
        Set<String> warnedAgencies = new HashSet<>();
        for (ParsedSection officer : draft.officers().values()) {
            String agency = DistrictDraft.agencyOf(officer);
            if (!agency.equals(District.OWN_AGENCY)
                    && draft.agencies().containsKey(agency)
                    && !campusesOfAgency.containsKey(agency)
                    && warnedAgencies.add(agency)) {
                diagnostics.warn(
                        officer.at(OfficerSchema.AGENCY),
                        "no agreement with agency '" + agency + "', so its officers count nowhere");
            }
        }
    }

    /** Names of the posts that some window of a calendar needs; null among them stands for every post. */
    private Set<String> requiredPosts(ParsedSection owner) {
        ResolvedCalendar calendar = ResolvedCalendar.of(draft.district(), owner);
        Set<String> posts = new HashSet<>();
        for (ParsedSection window : calendar.windows()) {
            posts.addAll(
                    window.has(WindowSchema.POSTS) ? window.values(WindowSchema.POSTS) : Collections.singleton(null));
        }
        calendar.events().forEach(e -> posts.addAll(e.values(CalendarEventSchema.POSTS)));
        return posts;
    }

    private void checkPost(String campus, ParsedSection post, Set<String> watched) {
        String id = post.get(PostSchema.ID, "");
        if (post.has(PostSchema.ID) && !watched.contains(id) && !watched.contains(null)) {
            diagnostics.warn(post.at(PostSchema.ID), "no window of campus '" + campus + "' needs post '" + id + "'");
        }
        if (candidates.isEmpty() || !draft.hasAllOfficers()) {
            return;
        }
        boolean known = checkKinds(post.list(PostSchema.KINDS))
                && post.isErrorFree(PostSchema.ID, PostSchema.KINDS, PostSchema.DUTIES, PostSchema.HEAD_COUNT)
                && draft.district().isErrorFree(DistrictSchema.AGREEMENTS, DistrictSchema.EXCEPTIONS);
        for (LocatedValue<String> credential : post.list(PostSchema.CREDENTIALS)) {
            if (!credentials.contains(credential.value())) {
                known = false;
                diagnostics.warn(
                        credential.at(),
                        "no officer has the credential '" + credential.value() + "'"
                                + NameSuggestion.hint(credential.value(), credentials));
            }
        }
        int needed = post.get(PostSchema.HEAD_COUNT, 1);
        long found = candidates.stream()
                .filter(c -> canFill(c, campus, post))
                .limit(needed)
                .count();
        if (known && found < needed) {
            diagnostics.warn(
                    post.at(),
                    "post '" + id + "' of campus '" + campus + "' needs " + needed + "; "
                            + (found == 0 ? "nobody" : "only " + found) + " on the roster could ever fill it "
                            + describeRequirements(post));
        }
    }

    /** Whether some officer has one of these kinds; each kind that no officer has is reported. */
    private boolean checkKinds(List<LocatedValue<String>> named) {
        boolean some = named.isEmpty();
        for (LocatedValue<String> kind : named) {
            if (kinds.contains(kind.value())) {
                some = true;
            } else {
                diagnostics.warn(
                        kind.at(),
                        "no officer is of kind '" + kind.value() + "'" + NameSuggestion.hint(kind.value(), kinds));
            }
        }
        return some;
    }

    private boolean canFill(StaffingCandidate officer, String campus, ParsedSection post) {
        Set<String> duties = DistrictDraft.dutiesOf(post);
        return (post.values(PostSchema.KINDS).contains(officer.kind()) || isExempted(officer.kind(), campus, post))
                && (officer.duties().isEmpty() || !Collections.disjoint(officer.duties(), duties))
                && officer.credentials().containsAll(post.values(PostSchema.CREDENTIALS))
                && (officer.agency().equals(District.OWN_AGENCY)
                        || campusesOfAgency
                                .getOrDefault(officer.agency(), Set.of())
                                .contains(campus));
    }

    private boolean isExempted(String kind, String campus, ParsedSection post) {
        return draft.exceptions().values().stream()
                .anyMatch(e -> e.values(StaffingExceptionSchema.KINDS).contains(kind)
                        && (!e.has(StaffingExceptionSchema.CAMPUSES)
                                || e.values(StaffingExceptionSchema.CAMPUSES).contains(campus))
                        && (!e.has(StaffingExceptionSchema.POSTS)
                                || e.values(StaffingExceptionSchema.POSTS).contains(post.get(PostSchema.ID, ""))));
    }

    private static String describeRequirements(ParsedSection post) {
        String credentials = Diagnostics.join(post.values(PostSchema.CREDENTIALS));
        return "(kind " + String.join(" or ", post.values(PostSchema.KINDS)) + ", duty "
                + String.join(" or ", new TreeSet<>(DistrictDraft.dutiesOf(post)))
                + (credentials.isEmpty() ? "" : ", credentials " + credentials)
                + "; of the district, or under an agreement that names the campus)";
    }
}
