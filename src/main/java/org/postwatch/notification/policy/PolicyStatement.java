package org.postwatch.notification.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.notification.model.Alert;

/**
 * What an agency may and may not have of a district's notices, and under which rule: the clear direction for whoever is
 * asked at the door.
 *
 * @param asker the agency or class that was asked about
 * @param agencyClass as the policy knows it; absent when it is not declared
 * @param may the kinds that it may know of, with the fields
 * @param mayNot the kinds that it may not, with the reason
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
        List<GrantedAlertKind> may = new ArrayList<>();
        List<DeniedAlertKind> mayNot = new ArrayList<>();
        declared.ifPresent(agencyClass -> {
            Optional<PolicyDecision> barred =
                    policy.findMandatoryDenial(requester, agencyClass).map(PolicyDecision.class::cast);
            for (String kind : Alert.KINDS) {
                addDecision(kind, barred.orElseGet(() -> policy.decide(agencyClass, kind, false)), may, mayNot);
            }
            addDecision(
                    EMERGENCY, barred.orElseGet(() -> policy.decide(agencyClass, Alert.CONDUCT, true)), may, mayNot);
        });
        return new PolicyStatement(districtName, requester, declared, may, mayNot);
    }

    private static void addDecision(
            String kind, PolicyDecision ruling, List<GrantedAlertKind> may, List<DeniedAlertKind> mayNot) {
        if (ruling instanceof PolicyDecision.Granted granted) {
            may.add(new GrantedAlertKind(kind, List.copyOf(granted.fields()), granted.rules()));
        } else if (ruling instanceof PolicyDecision.Denied refused) {
            mayNot.add(new DeniedAlertKind(kind, refused));
        }
    }

    private static Stream<String> declaredClasses(DisclosurePolicy policy, Map<String, String> agencies) {
        return Stream.of(
                        agencies.values().stream(),
                        policy.rules().stream().map(DisclosurePolicy.DisclosureRule::agencyClass),
                        policy.deniedClasses().stream())
                .flatMap(names -> names);
    }

    /** To be read out. */
    public List<String> toLines() {
        List<String> words = new ArrayList<>();
        if (agencyClass.isEmpty()) {
            words.add("'" + requester + "' is not declared in " + district
                    + ". It may have nothing: what is not named is refused.");
        } else {
            String name = agencyClass.get().equals(requester)
                    ? "Class '" + requester + "'"
                    : "'" + requester + "' is an agency of class '" + agencyClass.get() + "'. It";
            words.add(name + (this.granted.isEmpty() ? " may have nothing." : " may have, and nothing else:"));
            this.granted.forEach(granted -> words.add("  " + granted.kind() + ": " + String.join(", ", granted.fields())
                    + " (rule " + String.join(", ", granted.rules()) + ")"));
            boolean sameRule = denied.stream()
                            .map(other -> other.decision().rule())
                            .distinct()
                            .count()
                    == 1;
            if (sameRule && granted.isEmpty()) {
                PolicyDecision.Denied first = denied.get(0).decision();
                words.add("The rule: " + first.rule() + ". " + denialSentence(first));
            } else {
                words.add("It may not have:");
                denied.forEach(other -> words.add("  " + other.kind() + ": "
                        + other.decision().reason() + " (" + other.decision().rule() + ")"));
            }
        }
        words.add("This speaks of what Postwatch tells declared recipients, and of nothing that people hand over.");
        return List.copyOf(words);
    }

    private static String denialSentence(PolicyDecision.Denied decision) {
        return decision instanceof PolicyDecision.NoMatchingRule
                ? "No rule names this class, and what is not named is refused."
                : Character.toUpperCase(decision.reason().charAt(0))
                        + decision.reason().substring(1) + ".";
    }
}
