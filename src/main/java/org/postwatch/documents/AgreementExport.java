package org.postwatch.documents;

import static org.postwatch.documents.DistrictExport.section;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.documents.form.MappingBuilder;
import org.postwatch.documents.form.YamlNode;
import org.postwatch.plan.Agreement;

/** Agreements as documents write them. */
final class AgreementExport {
    private AgreementExport() {}

    static YamlNode agreement(Agreement agreement) {
        return section()
                .text("id", agreement.id())
                .text("agency", agreement.agency())
                .texts("campuses", new TreeSet<>(agreement.campuses()))
                .put("term", DateRangeExport.addTo(section(), agreement.term()).build())
                .texts("approvers", agreement.approvers())
                .items(
                        "decisions",
                        agreement.decisions().stream()
                                .map(decision -> section()
                                        .text("by", decision.approver())
                                        .text("decision", decision.status())
                                        .text("at", DateRangeExport.start(decision.decidedAt()))
                                        .build())
                                .toList())
                .items(
                        "suspensions",
                        agreement.suspensions().stream()
                                .map(dates ->
                                        DateRangeExport.addTo(section(), dates).build())
                                .toList())
                .items(
                        "renewals",
                        agreement.renewals().stream()
                                .map(renewal -> section()
                                        .text("decided", DateRangeExport.start(renewal.decidedAt()))
                                        .text("to", DateRangeExport.end(renewal.until()))
                                        .build())
                                .toList())
                .mapping(
                        "cost",
                        agreement
                                .cost()
                                .map(AgreementExport::cost)
                                .orElseGet(() -> section().build()))
                .build();
    }

    private static YamlNode.Mapping cost(Agreement.Cost cost) {
        MappingBuilder section = section().text("currency", cost.currency());
        addAmount(section, "yearly", cost.yearly());
        addAmount(section, "hourly", cost.hourly());
        addAmount(section, "budget", cost.budget());
        return section.build();
    }

    private static void addAmount(MappingBuilder section, String key, Optional<Long> cents) {
        cents.map(amount -> BigDecimal.valueOf(amount, 2))
                .map(amount -> amount.stripTrailingZeros().scale() <= 0 ? amount.setScale(0) : amount)
                .ifPresent(amount -> section.number(key, amount.toPlainString()));
    }
}
