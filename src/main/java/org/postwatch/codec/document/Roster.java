package org.postwatch.codec.document;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import org.postwatch.codec.document.AgreementForm.CostForm;
import org.postwatch.codec.document.AgreementForm.DecisionForm;
import org.postwatch.codec.document.AgreementForm.RenewalForm;
import org.postwatch.codec.document.DistrictForm.ExceptionForm;
import org.postwatch.codec.document.DistrictForm.FeedForm;
import org.postwatch.codec.document.DistrictForm.HoursForm;
import org.postwatch.codec.document.DistrictForm.NamedForm;
import org.postwatch.codec.document.DistrictForm.OfficerForm;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.Dated;
import org.postwatch.plan.Exemption;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.Officer;
import org.postwatch.plan.WeeklyHours;

/** What a district has besides its campuses, from sections without errors. */
final class Roster {
    private Roster() {}

    static Officer officer(Section s) {
        return new Officer(
                s.need(OfficerForm.BADGE),
                s.need(OfficerForm.KIND),
                Draft.agency(s),
                new HashSet<>(s.values(OfficerForm.DUTIES)),
                all(s.sections(OfficerForm.CREDENTIALS)),
                all(s.sections(OfficerForm.AFFILIATIONS)),
                Dating.dates(s));
    }

    static Agreement agreement(Section s) {
        return new Agreement(
                s.need(AgreementForm.ID),
                s.need(AgreementForm.AGENCY),
                new HashSet<>(s.values(AgreementForm.CAMPUSES)),
                Dating.dates(s.need(AgreementForm.TERM)),
                s.sections(AgreementForm.SUSPENSIONS).stream()
                        .map(Dating::dates)
                        .toList(),
                s.values(AgreementForm.APPROVERS),
                s.sections(AgreementForm.DECISIONS).stream()
                        .map(d -> new Agreement.Decision(
                                d.need(DecisionForm.BY),
                                d.need(DecisionForm.DECISION),
                                d.need(DecisionForm.AT).asStart()))
                        .toList(),
                s.sections(AgreementForm.RENEWALS).stream()
                        .map(r -> new Agreement.Renewal(
                                r.need(RenewalForm.DECIDED).asStart(),
                                r.need(RenewalForm.TO).asEnd()))
                        .toList(),
                s.find(AgreementForm.COST)
                        .map(c -> new Agreement.Cost(
                                c.need(CostForm.CURRENCY),
                                c.find(CostForm.YEARLY),
                                c.find(CostForm.HOURLY),
                                c.find(CostForm.BUDGET))));
    }

    static Exemption exemption(Section s) {
        return new Exemption(
                s.need(ExceptionForm.ID),
                new HashSet<>(s.values(ExceptionForm.KINDS)),
                new HashSet<>(s.values(ExceptionForm.CAMPUSES)),
                new HashSet<>(s.values(ExceptionForm.POSTS)),
                Dating.dates(s),
                s.need(ExceptionForm.BY),
                s.need(ExceptionForm.REASON));
    }

    static Feed feed(Section s) {
        return new Feed(
                s.need(FeedForm.SOURCE),
                new HashSet<>(s.values(FeedForm.AGENCIES)),
                new HashSet<>(s.values(FeedForm.CAMPUSES)),
                Draft.types(s),
                s.get(FeedForm.LIMIT, SettingsDefaults.FEED_LIMIT_MINUTES),
                Dating.dates(s),
                hours(s),
                s.get(FeedForm.KEY, FeedKeys.NONE));
    }

    /** When a feed is expected to speak; always, unless it says so. */
    static WeeklyHours hours(Section feed) {
        return new WeeklyHours(feed.sections(FeedForm.HOURS).stream()
                .map(s -> new WeeklyHours.Period(
                        s.has(HoursForm.DAYS)
                                ? new HashSet<>(s.values(HoursForm.DAYS))
                                : EnumSet.allOf(DayOfWeek.class),
                        s.need(HoursForm.FROM),
                        s.need(HoursForm.TO)))
                .toList());
    }

    static Dated dated(Section s) {
        return new Dated(s.need(NamedForm.NAME), Dating.dates(s));
    }

    private static List<Dated> all(List<Section> sections) {
        return sections.stream().map(Roster::dated).toList();
    }
}
