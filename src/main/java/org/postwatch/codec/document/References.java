package org.postwatch.codec.document;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.codec.document.AgreementForm.DecisionForm;
import org.postwatch.codec.document.CalendarForm.EventForm;
import org.postwatch.codec.document.CalendarForm.WindowForm;
import org.postwatch.codec.document.CampusForm.DeviceForm;
import org.postwatch.codec.document.CampusForm.EntranceForm;
import org.postwatch.codec.document.CampusForm.PostForm;
import org.postwatch.codec.document.DistrictForm.ExceptionForm;
import org.postwatch.codec.document.DistrictForm.FeedForm;
import org.postwatch.codec.document.DistrictForm.OfficerForm;
import org.postwatch.plan.District;
import org.postwatch.text.NameSuggestion;

/** Every name that points to something else must find it. */
final class References {
    private final Draft draft;
    private final Faults faults;

    private References(Draft draft, Faults faults) {
        this.draft = draft;
        this.faults = faults;
    }

    static void check(Draft draft, Faults faults) {
        References references = new References(draft, faults);
        references.roster();
        references.agreements();
        references.exceptions();
        references.feeds();
        references.calendar(draft.district(), draft.postNames());
        draft.campuses().values().forEach(references::campus);
    }

    private void roster() {
        draft.officers().values().forEach(officer -> agency(officer, OfficerForm.AGENCY));
    }

    private void agreements() {
        for (Section agreement : draft.agreements().values()) {
            if (District.OWN_AGENCY.equals(agreement.get(AgreementForm.AGENCY, null))) {
                faults.error(
                        agreement.at(AgreementForm.AGENCY),
                        "an agreement of the district with itself; its own officers need none");
            } else {
                agency(agreement, AgreementForm.AGENCY);
            }
            campuses(agreement.list(AgreementForm.CAMPUSES));
            List<String> approvers = agreement.values(AgreementForm.APPROVERS);
            for (Section decision : agreement.sections(AgreementForm.DECISIONS)) {
                if (agreement.isSound(AgreementForm.APPROVERS)) {
                    known("approver", decision, DecisionForm.BY, approvers);
                }
            }
        }
    }

    private void exceptions() {
        for (Section exception : draft.exceptions().values()) {
            campuses(exception.list(ExceptionForm.CAMPUSES));
            Set<String> posts = new TreeSet<>();
            if (exception.has(ExceptionForm.CAMPUSES)) {
                for (String campus : exception.values(ExceptionForm.CAMPUSES)) {
                    if (draft.campuses().containsKey(campus)) {
                        posts.addAll(Draft.postNames(draft.campuses().get(campus)));
                    }
                }
            } else {
                posts.addAll(draft.postNames());
            }
            posts(exception.list(ExceptionForm.POSTS), posts);
        }
    }

    private void feeds() {
        for (Section feed : draft.feeds().values()) {
            if (draft.district().isReadable(DistrictForm.AGENCIES)) {
                all("agency", feed.list(FeedForm.AGENCIES), draft.agencyNames());
            }
            campuses(feed.list(FeedForm.CAMPUSES));
        }
    }

    private void campus(Section campus) {
        calendar(campus, Draft.postNames(campus));
        for (Section post : campus.sections(CampusForm.POSTS)) {
            if (draft.district().isReadable(DistrictForm.FEEDS)) {
                all("feed", post.list(PostForm.FEEDS), draft.feeds().keySet());
            }
        }
        for (Section entrance : campus.sections(CampusForm.ENTRANCES)) {
            for (Section device : entrance.sections(EntranceForm.DEVICES)) {
                if (draft.district().isReadable(DistrictForm.FEEDS)) {
                    known("feed", device, DeviceForm.FEED, draft.feeds().keySet());
                }
            }
        }
    }

    private void calendar(Section owner, Collection<String> posts) {
        owner.find(CampusForm.CALENDAR).ifPresent(calendar -> {
            calendar.sections(CalendarForm.WINDOWS).forEach(w -> posts(w.list(WindowForm.POSTS), posts));
            calendar.sections(CalendarForm.EVENTS).forEach(e -> posts(e.list(EventForm.POSTS), posts));
        });
    }

    private void agency(Section section, Key<String> key) {
        if (draft.district().isReadable(DistrictForm.AGENCIES)) {
            known("agency", section, key, draft.agencyNames());
        }
    }

    private void campuses(List<Located<String>> named) {
        if (draft.whole()) {
            all("campus", named, draft.campuses().keySet());
        }
    }

    private void posts(List<Located<String>> named, Collection<String> posts) {
        if (draft.whole()) {
            all("post", named, posts);
        }
    }

    private void known(String noun, Section section, Key<String> key, Collection<String> valid) {
        section.find(key)
                .filter(name -> !valid.contains(name))
                .ifPresent(name -> faults.error(section.at(key), NameSuggestion.unknownNameMessage(noun, name, valid)));
    }

    private void all(String noun, List<Located<String>> named, Collection<String> valid) {
        for (Located<String> name : named) {
            if (!valid.contains(name.value())) {
                faults.error(name.at(), NameSuggestion.unknownNameMessage(noun, name.value(), valid));
            }
        }
    }
}
