package org.postwatch.codec;

import static org.postwatch.codec.JsonShape.list;
import static org.postwatch.codec.JsonShape.object;
import static org.postwatch.codec.JsonShape.text;

import java.time.LocalDateTime;
import java.util.Optional;
import org.postwatch.plan.Agreement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An agreement in JSON. The order of decisions and renewals carries meaning and is kept. */
final class AgreementJson {
    private AgreementJson() {}

    static ObjectNode write(Agreement agreement) {
        ObjectNode node = object().put("id", agreement.id()).put("agency", agreement.agency());
        JsonShape.sorted(node, "campuses", agreement.campuses());
        node.set("term", JsonShape.dates(object(), agreement.term()));
        list(node, "suspensions", agreement.suspensions(), s -> JsonShape.dates(object(), s));
        JsonShape.strings(node, "approvers", agreement.approvers());
        list(
                node,
                "decisions",
                agreement.decisions(),
                d -> object().put("by", d.approver())
                        .put("decision", d.decision())
                        .put("at", d.at().toString()));
        list(
                node,
                "renewals",
                agreement.renewals(),
                r -> object().put("decided", r.decided().toString())
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
                JsonShape.set(node, "campuses"),
                JsonShape.dates(node.path("term")),
                list(node, "suspensions", JsonShape::dates),
                JsonShape.strings(node, "approvers"),
                list(
                        node,
                        "decisions",
                        d -> new Agreement.Decision(
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
