package org.postwatch.wire;

import static org.postwatch.wire.PlanJsonFields.list;
import static org.postwatch.wire.PlanJsonFields.newObject;
import static org.postwatch.wire.PlanJsonFields.text;

import java.time.LocalDateTime;
import java.util.Optional;
import org.postwatch.plan.Agreement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An agreement in JSON. The order of decisions and renewals carries meaning and is kept. */
final class AgreementJson {
    private AgreementJson() {}

    static ObjectNode write(Agreement agreement) {
        ObjectNode node = newObject().put("id", agreement.id()).put("agency", agreement.agency());
        PlanJsonFields.sortedStrings(node, "campuses", agreement.campuses());
        node.set("term", PlanJsonFields.dateTimeRange(newObject(), agreement.term()));
        list(node, "suspensions", agreement.suspensions(), s -> PlanJsonFields.dateTimeRange(newObject(), s));
        PlanJsonFields.strings(node, "approvers", agreement.approvers());
        list(
                node,
                "decisions",
                agreement.decisions(),
                d -> newObject()
                        .put("by", d.approver())
                        .put("decision", d.status())
                        .put("at", d.decidedAt().toString()));
        list(
                node,
                "renewals",
                agreement.renewals(),
                r -> newObject()
                        .put("decided", r.decidedAt().toString())
                        .put("until", r.until().toString()));
        agreement.cost().ifPresent(cost -> {
            ObjectNode each = node.putObject("cost").put("currency", cost.currency());
            cost.yearly().ifPresent(cents -> each.put("yearly", cents));
            cost.hourly().ifPresent(cents -> each.put("hourly", cents));
            cost.budget().ifPresent(cents -> each.put("budget", cents));
        });
        return node;
    }

    static Agreement read(JsonNode node) {
        return new Agreement(
                text(node, "id"),
                text(node, "agency"),
                PlanJsonFields.stringSet(node, "campuses"),
                PlanJsonFields.dateTimeRange(node.path("term")),
                list(node, "suspensions", PlanJsonFields::dateTimeRange),
                PlanJsonFields.strings(node, "approvers"),
                list(
                        node,
                        "decisions",
                        d -> new Agreement.ApprovalDecision(
                                text(d, "by"), text(d, "decision"), LocalDateTime.parse(text(d, "at")))),
                list(
                        node,
                        "renewals",
                        r -> new Agreement.Renewal(
                                LocalDateTime.parse(text(r, "decided")), LocalDateTime.parse(text(r, "until")))),
                cost(node.path("cost")));
    }

    private static Optional<Agreement.Cost> cost(JsonNode node) {
        return node.isObject()
                ? Optional.of(new Agreement.Cost(
                        text(node, "currency"), cents(node, "yearly"), cents(node, "hourly"), cents(node, "budget")))
                : Optional.empty();
    }

    private static Optional<Long> cents(JsonNode node, String field) {
        return node.path(field).isIntegralNumber()
                ? Optional.of(node.path(field).asLong())
                : Optional.empty();
    }
}
