package org.postwatch.notification.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.notification.model.Alert;

/**
 * What an agency may and may not know of a district's notices, and under which rule: the answer that staff gives when an
 * agency asks.
 *
 * @param requester the id of an agency, or the name of a class
 * @param agencyClass the requester's class in the policy; absent when it is not declared
 * @param granted the kinds that it may know of, with the fields
 * @param denied the other kinds, with the reason
 */
public record PolicyStatement(
        String district,
        String requester,
        Optional<String> agencyClass,
        List<GrantedAlertKind> granted,
        List<DeniedAlertKind> denied) {
    public record GrantedAlertKind(String kind, List<String> fields, List<String> rules) {}

    public record DeniedAlertKind(String kind, PolicyDecision.Denied decision) {}

    private static final String EMERGENCY = "conduct classed as an emergency";

    public PolicyStatement {
        granted = List.copyOf(granted);
        denied = List.copyOf(denied);
    }

    /**
     * What a district's policy grants and denies an agency or a class.
     *
     * @param agencies the class of each agency that the district declares
     * @param requester the id of an agency, or the name of a class
     */
    public static PolicyStatement of(
            String districtName, DisclosurePolicy policy, Map<String, String> agencies, String requester) {
        Optional<String> declared = Optional.ofNullable(agencies.get(requester))
                .or(() -> declaredClasses(policy, agencies)
                        .filter(requester::equals)
                        .findFirst());
        List<GrantedAlertKind> grants = new ArrayList<>();
        List<DeniedAlertKind> denials = new ArrayList<>();
        declared.ifPresent(agencyClass -> {
            Optional<PolicyDecision> denied =
                    policy.findMandatoryDenial(requester, agencyClass).map(PolicyDecision.class::cast);
            for (String kind : Alert.KINDS) {
                if (!kind.equals(Alert.MANY_REPORTS)) {
                    addDecision(kind, denied.orElseGet(() -> policy.decide(agencyClass, kind, false)), grants, denials);
                }
            }
            for (String kind : Alert.LISTABLE_KINDS) {
                addDecision(
                        Alert.MANY_REPORTS + " of " + kind,
                        denied.orElseGet(() -> policy.decideMany(agencyClass, kind)),
                        grants,
                        denials);
            }
            addDecision(
                    EMERGENCY,
                    denied.orElseGet(() -> policy.decide(agencyClass, Alert.CONDUCT, true)),
                    grants,
                    denials);
        });
        return new PolicyStatement(districtName, requester, declared, grants, denials);
    }

    private static void addDecision(
            String kind, PolicyDecision decision, List<GrantedAlertKind> grants, List<DeniedAlertKind> denials) {
        Runnable entry = decision.match(
                granted -> () -> grants.add(new GrantedAlertKind(kind, List.copyOf(granted.fields()), granted.rules())),
                denied -> () -> denials.add(new DeniedAlertKind(kind, denied)));
        entry.run();
    }

    private static Stream<String> declaredClasses(DisclosurePolicy policy, Map<String, String> agencies) {
        return Stream.of(
                        agencies.values().stream(),
                        policy.rules().stream().map(DisclosurePolicy.DisclosureRule::agencyClass),
                        policy.deniedClasses().stream())
                .flatMap(names -> names);
    }

    /** The statement as lines of text. */
    public List<String> toLines() {
        List<String> lines = new ArrayList<>();
        if (agencyClass.isEmpty()) {
            lines.add("'" + requester + "' is not declared in " + district
                    + ". It may know nothing: what no rule grants is denied.");
        } else {
            String name = agencyClass.get().equals(requester)
                    ? "Class '" + requester + "'"
                    : "'" + requester + "' is an agency of class '" + agencyClass.get() + "'. It";
            lines.add(name + (this.granted.isEmpty() ? " may know nothing." : " may know, and nothing else:"));
            this.granted.forEach(granted -> lines.add("  " + granted.kind() + ": " + String.join(", ", granted.fields())
                    + " (rule " + String.join(", ", granted.rules()) + ")"));
            boolean sameRule = denied.stream()
                            .map(other -> other.decision().rule())
                            .distinct()
                            .count()
                    == 1;
            if (sameRule && granted.isEmpty()) {
                PolicyDecision.Denied first = denied.get(0).decision();
                lines.add("The rule: " + first.rule() + ". " + denialSentence(first));
            } else {
                lines.add("It may not know:");
                denied.forEach(other -> lines.add("  " + other.kind() + ": "
                        + other.decision().reason() + " (" + other.decision().rule() + ")"));
            }
        }
        lines.add("This covers the notices of Postwatch to declared recipients, not what people disclose themselves.");
        return List.copyOf(lines);
    }

    private static String denialSentence(PolicyDecision.Denied decision) {
        return decision instanceof PolicyDecision.NoMatchingRule
                ? "No rule names this class, and what no rule grants is denied."
                : Character.toUpperCase(decision.reason().charAt(0))
                        + decision.reason().substring(1) + ".";
    }
}
