package org.postwatch.documents;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import org.postwatch.documents.AgreementSchema.CostSchema;
import org.postwatch.documents.AgreementSchema.DecisionSchema;
import org.postwatch.documents.AgreementSchema.RenewalSchema;
import org.postwatch.documents.DistrictSchema.DatedNameSchema;
import org.postwatch.documents.DistrictSchema.FeedHoursSchema;
import org.postwatch.documents.DistrictSchema.FeedSchema;
import org.postwatch.documents.DistrictSchema.OfficerSchema;
import org.postwatch.documents.DistrictSchema.StaffingExceptionSchema;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.DatedName;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.Officer;
import org.postwatch.plan.StaffingExemption;
import org.postwatch.plan.WeeklyHours;

/** Compiles agencies, agreements, officers and feeds from sections without errors. */
final class RosterCompiler {
    private RosterCompiler() {}

    static Officer officer(ParsedSection s) {
        return new Officer(
                s.require(OfficerSchema.BADGE),
                s.require(OfficerSchema.KIND),
                DistrictDraft.agencyOf(s),
                new HashSet<>(s.values(OfficerSchema.DUTIES)),
                datedNames(s.sections(OfficerSchema.CREDENTIALS)),
                datedNames(s.sections(OfficerSchema.AFFILIATIONS)),
                DateRangeKeys.dateTimeRange(s));
    }

    static Agreement agreement(ParsedSection s) {
        return new Agreement(
                s.require(AgreementSchema.ID),
                s.require(AgreementSchema.AGENCY),
                new HashSet<>(s.values(AgreementSchema.CAMPUSES)),
                DateRangeKeys.dateTimeRange(s.require(AgreementSchema.TERM)),
                s.sections(AgreementSchema.SUSPENSIONS).stream()
                        .map(DateRangeKeys::dateTimeRange)
                        .toList(),
                s.values(AgreementSchema.APPROVERS),
                s.sections(AgreementSchema.DECISIONS).stream()
                        .map(d -> new Agreement.ApprovalDecision(
                                d.require(DecisionSchema.BY),
                                d.require(DecisionSchema.DECISION),
                                d.require(DecisionSchema.AT).asStart()))
                        .toList(),
                s.sections(AgreementSchema.RENEWALS).stream()
                        .map(r -> new Agreement.Renewal(
                                r.require(RenewalSchema.DECIDED).asStart(),
                                r.require(RenewalSchema.TO).asEnd()))
                        .toList(),
                s.find(AgreementSchema.COST)
                        .map(c -> new Agreement.Cost(
                                c.require(CostSchema.CURRENCY),
                                c.find(CostSchema.YEARLY),
                                c.find(CostSchema.HOURLY),
                                c.find(CostSchema.BUDGET))));
    }

    static StaffingExemption exemption(ParsedSection s) {
        return new StaffingExemption(
                s.require(StaffingExceptionSchema.ID),
                new HashSet<>(s.values(StaffingExceptionSchema.KINDS)),
                new HashSet<>(s.values(StaffingExceptionSchema.CAMPUSES)),
                new HashSet<>(s.values(StaffingExceptionSchema.POSTS)),
                DateRangeKeys.dateTimeRange(s),
                s.require(StaffingExceptionSchema.BY),
                s.require(StaffingExceptionSchema.REASON));
    }

    static Feed feed(ParsedSection s) {
        return new Feed(
                s.require(FeedSchema.SOURCE),
                new HashSet<>(s.values(FeedSchema.AGENCIES)),
                new HashSet<>(s.values(FeedSchema.CAMPUSES)),
                DistrictDraft.eventTypesOf(s),
                s.get(FeedSchema.LIMIT, SettingsDefaults.FEED_LIMIT_MINUTES),
                DateRangeKeys.dateTimeRange(s),
                hours(s),
                s.get(FeedSchema.KEY, FeedKeys.NONE));
    }

    /** When a feed is expected to report: always, unless the document gives its hours. */
    static WeeklyHours hours(ParsedSection feed) {
        return new WeeklyHours(feed.sections(FeedSchema.HOURS).stream()
                .map(s -> new WeeklyHours.WeeklyPeriod(
                        s.has(FeedHoursSchema.DAYS)
                                ? new HashSet<>(s.values(FeedHoursSchema.DAYS))
                                : EnumSet.allOf(DayOfWeek.class),
                        s.require(FeedHoursSchema.FROM),
                        s.require(FeedHoursSchema.TO)))
                .toList());
    }

    static DatedName datedName(ParsedSection s) {
        return new DatedName(s.require(DatedNameSchema.NAME), DateRangeKeys.dateTimeRange(s));
    }

    private static List<DatedName> datedNames(List<ParsedSection> sections) {
        return sections.stream().map(RosterCompiler::datedName).toList();
    }
}
