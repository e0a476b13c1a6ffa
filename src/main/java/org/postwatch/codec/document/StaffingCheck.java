package org.postwatch.codec.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.codec.document.CalendarForm.EventForm;
import org.postwatch.codec.document.CalendarForm.WindowForm;
import org.postwatch.codec.document.CampusForm.PostForm;
import org.postwatch.codec.document.DistrictForm.ExceptionForm;
import org.postwatch.codec.document.DistrictForm.NamedForm;
import org.postwatch.codec.document.DistrictForm.OfficerForm;
import org.postwatch.plan.District;
import org.postwatch.text.NameSuggestion;

/**
 * Posts can be filled by somebody on the roster, at some time. All of it is warnings: a district may write down a post
 * before it has the officer.
 */
final class StaffingCheck {
    /** An officer as far as the documents tell; no duties is any. */
    private record Candidate(String kind, String agency, Set<String> duties, Set<String> credentials) {}

    private final Draft draft;
    private final Faults faults;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<String> kinds = new TreeSet<>();
    private final Set<String> credentials = new TreeSet<>();
    private final Map<String, Set<String>> campusesOfAgency = new HashMap<>();

    private StaffingCheck(Draft draft, Faults faults) {
        this.draft = draft;
        this.faults = faults;
        for (Section officer : draft.officers().values()) {
            Set<String> held = new HashSet<>();
            officer.sections(OfficerForm.CREDENTIALS)
                    .forEach(c -> c.find(NamedForm.NAME).ifPresent(held::add));
            officer.find(OfficerForm.KIND).ifPresent(kinds::add);
            credentials.addAll(held);
            candidates.add(new Candidate(
                    officer.get(OfficerForm.KIND, ""),
                    Draft.agency(officer),
                    Set.copyOf(officer.values(OfficerForm.DUTIES)),
                    held));
        }
        for (Section agreement : draft.agreements().values()) {
            agreement
                    .find(AgreementForm.AGENCY)
                    .ifPresent(agency -> campusesOfAgency
                            .computeIfAbsent(agency, a -> new HashSet<>())
                            .addAll(agreement.values(AgreementForm.CAMPUSES)));
        }
    }

    static void check(Draft draft, Faults faults) {
        StaffingCheck check = new StaffingCheck(draft, faults);
        check.employed();
        if (draft.campuses().isEmpty() && draft.whole()) {
            faults.warn(draft.district().at(), "a district without campuses; expected 'campuses'");
        }
        Set<String> shared = check.watched(draft.district());
        draft.campuses().forEach((id, campus) -> {
            Set<String> watched = campus.has(CampusForm.CALENDAR) ? check.watched(campus) : shared;
            campus.sections(CampusForm.POSTS).forEach(post -> check.post(id, post, watched));
        });
        if (!draft.district().isSound(DistrictForm.OFFICERS)) {
            return;
        }
        if (draft.officers().isEmpty()) {
            faults.warn(draft.district().at(), "a district without officers, so no post is ever covered");
            return;
        }
        draft.exceptions().values().forEach(e -> check.kinds(e.list(ExceptionForm.KINDS)));
    }

    private void employed() {
        if (!draft.district().isSound(DistrictForm.AGREEMENTS)) {
            return;
        }
        Set<String> told = new HashSet<>();
        for (Section officer : draft.officers().values()) {
            String agency = Draft.agency(officer);
            if (!agency.equals(District.OWN_AGENCY)
                    && draft.agencies().containsKey(agency)
                    && !campusesOfAgency.containsKey(agency)
                    && told.add(agency)) {
                faults.warn(
                        officer.at(OfficerForm.AGENCY),
                        "no agreement with agency '" + agency + "', so its officers count nowhere");
            }
        }
    }

    /** Names of the posts that some window of a calendar needs; null among them stands for every post. */
    private Set<String> watched(Section owner) {
        Calendar calendar = Calendar.of(draft.district(), owner);
        Set<String> posts = new HashSet<>();
        for (Section window : calendar.windows()) {
            posts.addAll(window.has(WindowForm.POSTS) ? window.values(WindowForm.POSTS) : Collections.singleton(null));
        }
        calendar.events().forEach(e -> posts.addAll(e.values(EventForm.POSTS)));
        return posts;
    }

    private void post(String campus, Section post, Set<String> watched) {
        String id = post.get(PostForm.ID, "");
        if (post.has(PostForm.ID) && !watched.contains(id) && !watched.contains(null)) {
            faults.warn(post.at(PostForm.ID), "no window of campus '" + campus + "' needs post '" + id + "'");
        }
        if (candidates.isEmpty() || !draft.district().isSound(DistrictForm.OFFICERS)) {
            return;
        }
        boolean known = kinds(post.list(PostForm.KINDS))
                && post.isSound(PostForm.ID, PostForm.KINDS, PostForm.DUTIES, PostForm.HEAD_COUNT)
                && draft.district().isSound(DistrictForm.AGREEMENTS, DistrictForm.EXCEPTIONS);
        for (Located<String> credential : post.list(PostForm.CREDENTIALS)) {
            if (!credentials.contains(credential.value())) {
                known = false;
                faults.warn(
                        credential.at(),
                        "no officer has the credential '" + credential.value() + "'"
                                + NameSuggestion.hint(credential.value(), credentials));
            }
        }
        int needed = post.get(PostForm.HEAD_COUNT, 1);
        long found = candidates.stream()
                .filter(c -> fills(c, campus, post))
                .limit(needed)
                .count();
        if (known && found < needed) {
            faults.warn(
                    post.at(),
                    "post '" + id + "' of campus '" + campus + "' needs " + needed + "; "
                            + (found == 0 ? "nobody" : "only " + found) + " on the roster could ever fill it "
                            + wanted(post));
        }
    }

    /** Whether some officer is of each kind; one of several that nobody is of is told, and fatal if it is the only. */
    private boolean kinds(List<Located<String>> named) {
        boolean some = named.isEmpty();
        for (Located<String> kind : named) {
            if (kinds.contains(kind.value())) {
                some = true;
            } else {
                faults.warn(
                        kind.at(),
                        "no officer is of kind '" + kind.value() + "'" + NameSuggestion.hint(kind.value(), kinds));
            }
        }
        return some;
    }

    private boolean fills(Candidate officer, String campus, Section post) {
        Set<String> duties = Draft.duties(post);
        return (post.values(PostForm.KINDS).contains(officer.kind()) || excepted(officer.kind(), campus, post))
                && (officer.duties().isEmpty() || !Collections.disjoint(officer.duties(), duties))
                && officer.credentials().containsAll(post.values(PostForm.CREDENTIALS))
                && (officer.agency().equals(District.OWN_AGENCY)
                        || campusesOfAgency
                                .getOrDefault(officer.agency(), Set.of())
                                .contains(campus));
    }

    private boolean excepted(String kind, String campus, Section post) {
        return draft.exceptions().values().stream()
                .anyMatch(e -> e.values(ExceptionForm.KINDS).contains(kind)
                        && (!e.has(ExceptionForm.CAMPUSES)
                                || e.values(ExceptionForm.CAMPUSES).contains(campus))
                        && (!e.has(ExceptionForm.POSTS)
                                || e.values(ExceptionForm.POSTS).contains(post.get(PostForm.ID, ""))));
    }

    private static String wanted(Section post) {
        String credentials = Faults.list(post.values(PostForm.CREDENTIALS));
        return "(kind " + String.join(" or ", post.values(PostForm.KINDS)) + ", duty "
                + String.join(" or ", new TreeSet<>(Draft.duties(post)))
                + (credentials.isEmpty() ? "" : ", credentials " + credentials)
                + "; of the district, or under an agreement that names the campus)";
    }
}
