package org.postwatch.documents;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.documents.AgreementSchema.DecisionSchema;
import org.postwatch.documents.CalendarSchema.CalendarEventSchema;
import org.postwatch.documents.CalendarSchema.WindowSchema;
import org.postwatch.documents.CampusSchema.DeviceSchema;
import org.postwatch.documents.CampusSchema.EntranceSchema;
import org.postwatch.documents.CampusSchema.PostSchema;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.DistrictSchema.OfficerSchema;
import org.postwatch.documents.DistrictSchema.StaffingExceptionSchema;
import org.postwatch.documents.form.Diagnostics;
import org.postwatch.documents.form.LocatedValue;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.plan.District;

/** Every name that refers to something else must exist. */
final class ReferenceCheck {
    private final DistrictDraft draft;
    private final Diagnostics diagnostics;

    private ReferenceCheck(DistrictDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
    }

    static void check(DistrictDraft draft, Diagnostics diagnostics) {
        ReferenceCheck references = new ReferenceCheck(draft, diagnostics);
        references.checkRoster();
        references.checkAgreements();
        references.checkExceptions();
        references.checkFeeds();
        references.checkCalendar(draft.district(), draft.postNames());
        draft.campuses().values().forEach(references::checkCampus);
    }

    private void checkRoster() {
        draft.officers().values().forEach(officer -> checkAgency(officer, OfficerSchema.AGENCY));
    }

    private void checkAgreements() {
        for (ParsedSection agreement : draft.agreements().values()) {
            if (District.OWN_AGENCY.equals(agreement.get(AgreementSchema.AGENCY, null))) {
                diagnostics.error(
                        agreement.at(AgreementSchema.AGENCY),
                        "an agreement of the district with itself; its own officers need none");
            } else {
                checkAgency(agreement, AgreementSchema.AGENCY);
            }
            checkCampuses(agreement.list(AgreementSchema.CAMPUSES));
            List<String> approvers = agreement.values(AgreementSchema.APPROVERS);
            for (ParsedSection decision : agreement.sections(AgreementSchema.DECISIONS)) {
                if (agreement.isErrorFree(AgreementSchema.APPROVERS)) {
                    decision.locate(DecisionSchema.BY)
                            .ifPresent(by -> diagnostics.checkKnown("approver", by, approvers));
                }
            }
        }
    }

    private void checkExceptions() {
        for (ParsedSection exception : draft.exceptions().values()) {
            checkCampuses(exception.list(StaffingExceptionSchema.CAMPUSES));
            Set<String> posts = new TreeSet<>();
            if (exception.has(StaffingExceptionSchema.CAMPUSES)) {
                for (String campus : exception.values(StaffingExceptionSchema.CAMPUSES)) {
                    if (draft.campuses().containsKey(campus)) {
                        posts.addAll(DistrictDraft.postNames(draft.campuses().get(campus)));
                    }
                }
            } else {
                posts.addAll(draft.postNames());
            }
            checkPosts(exception.list(StaffingExceptionSchema.POSTS), posts);
        }
    }

    private void checkFeeds() {
        for (ParsedSection feed : draft.feeds().values()) {
            if (draft.district().isReadable(DistrictSchema.AGENCIES)) {
                diagnostics.checkKnown("agency", feed.list(FeedSchema.AGENCIES), draft.agencyNames());
            }
            checkCampuses(feed.list(FeedSchema.CAMPUSES));
        }
    }

    private void checkCampus(ParsedSection campus) {
        checkCalendar(campus, DistrictDraft.postNames(campus));
        for (ParsedSection post : campus.sections(CampusSchema.POSTS)) {
            if (draft.district().isReadable(DistrictSchema.FEEDS)) {
                diagnostics.checkKnown(
                        "feed", post.list(PostSchema.FEEDS), draft.feeds().keySet());
            }
        }
        for (ParsedSection entrance : campus.sections(CampusSchema.ENTRANCES)) {
            for (ParsedSection device : entrance.sections(EntranceSchema.DEVICES)) {
                if (draft.district().isReadable(DistrictSchema.FEEDS)) {
                    device.locate(DeviceSchema.FEED)
                            .ifPresent(feed -> diagnostics.checkKnown(
                                    "feed", feed, draft.feeds().keySet()));
                }
            }
        }
    }

    private void checkCalendar(ParsedSection owner, Collection<String> posts) {
        owner.find(CampusSchema.CALENDAR).ifPresent(calendar -> {
            calendar.sections(CalendarSchema.WINDOWS).forEach(w -> checkPosts(w.list(WindowSchema.POSTS), posts));
            calendar.sections(CalendarSchema.EVENTS).forEach(e -> checkPosts(e.list(CalendarEventSchema.POSTS), posts));
        });
    }

    private void checkAgency(ParsedSection section, SectionKey<String> key) {
        if (draft.district().isReadable(DistrictSchema.AGENCIES)) {
            section.locate(key).ifPresent(agency -> diagnostics.checkKnown("agency", agency, draft.agencyNames()));
        }
    }

    private void checkCampuses(List<LocatedValue<String>> named) {
        if (draft.isComplete()) {
            diagnostics.checkKnown("campus", named, draft.campuses().keySet());
        }
    }

    private void checkPosts(List<LocatedValue<String>> named, Collection<String> posts) {
        if (draft.isComplete()) {
            diagnostics.checkKnown("post", named, posts);
        }
    }
}
