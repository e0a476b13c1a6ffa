package org.postwatch.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an agency may and may not have of a district's notices, and under which rule: the clear direction for whoever is
 * asked at the door.
 *
 * @param asker the agency or class that was asked about
 * @param agencyClass as the policy knows it; absent when it is not declared
 * @param may the kinds that it may know of, with the fields
 * @param mayNot the kinds that it may not, with the reason
 */
public record PolicyAnswer(
        String district, String asker, Optional<String> agencyClass, List<Granted> may, List<Refused> mayNot) {
    public record Granted(String kind, List<String> fields, List<String> rules) {}

    public record Refused(String kind, String rule, String reason) {}

    private static final String EMERGENCY = "conduct classed as an emergency";

    public PolicyAnswer {
        may = List.copyOf(may);
        mayNot = List.copyOf(mayNot);
    }

    /**
     * What a district's policy grants and denies an agency or a class.
     *
     * @param agencies the class of each agency that the district declares
     * @param requester the id of an agency, or the name of a class
     */
    public static PolicyAnswer of(String districtName, Policy policy, Map<String, String> agencies, String requester) {
        Optional<String> declared = Optional.ofNullable(agencies.get(requester))
                .or(() -> classes(policy, agencies).filter(requester::equals).findFirst());
        List<Granted> may = new ArrayList<>();
        List<Refused> mayNot = new ArrayList<>();
        declared.ifPresent(agencyClass -> {
            Optional<Ruling> barred = policy.barred(requester, agencyClass).map(Ruling.class::cast);
            for (String kind : Matter.KINDS) {
                sort(kind, barred.orElseGet(() -> policy.on(agencyClass, kind, false)), may, mayNot);
            }
            sort(EMERGENCY, barred.orElseGet(() -> policy.on(agencyClass, Matter.CONDUCT, true)), may, mayNot);
        });
        return new PolicyAnswer(districtName, requester, declared, may, mayNot);
    }

    private static void sort(String kind, Ruling ruling, List<Granted> may, List<Refused> mayNot) {
        if (ruling instanceof Ruling.Granted granted) {
            may.add(new Granted(kind, List.copyOf(granted.fields()), granted.rules()));
        } else if (ruling instanceof Ruling.Refused refused) {
            mayNot.add(new Refused(kind, refused.rule(), refused.reason()));
        }
    }

    private static Stream<String> classes(Policy policy, Map<String, String> agencies) {
        return Stream.of(
                        agencies.values().stream(),
                        policy.rules().stream().map(Policy.Rule::agencyClass),
                        policy.barredClasses().stream())
                .flatMap(names -> names);
    }

    /** To be read out. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (agencyClass.isEmpty()) {
            words.add("'" + asker + "' is not declared in " + district
                    + ". It may have nothing: what is not named is refused.");
        } else {
            String name = agencyClass.get().equals(asker)
                    ? "Class '" + asker + "'"
                    : "'" + asker + "' is an agency of class '" + agencyClass.get() + "'. It";
            words.add(name + (may.isEmpty() ? " may have nothing." : " may have, and nothing else:"));
            may.forEach(granted -> words.add("  " + granted.kind() + ": " + String.join(", ", granted.fields())
                    + " (rule " + String.join(", ", granted.rules()) + ")"));
            if (mayNot.stream().map(Refused::rule).distinct().count() == 1 && may.isEmpty()) {
                words.add("The rule: " + mayNot.get(0).rule() + ". " + sentence(mayNot.get(0)));
            } else {
                words.add("It may not have:");
                mayNot.forEach(refused ->
                        words.add("  " + refused.kind() + ": " + refused.reason() + " (" + refused.rule() + ")"));
            }
        }
        words.add("This speaks of what Postwatch tells declared recipients, and of nothing that people hand over.");
        return List.copyOf(words);
    }

    private static String sentence(Refused refused) {
        return refused.rule().equals(Policy.NOT_NAMED)
                ? "No rule names this class, and what is not named is refused."
                : Character.toUpperCase(refused.reason().charAt(0))
                        + refused.reason().substring(1) + ".";
    }
}
