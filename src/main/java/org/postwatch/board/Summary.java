package org.postwatch.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.postwatch.coverage.State;
import org.postwatch.incident.Kind;
import org.postwatch.plan.Agreement;

/** An account as text. */
public final class Summary {
    private static final int LINE_MAX = 100;

    private final Account account;
    private final Wording wording;

    private Summary(Account account) {
        this.account = account;
        this.wording = Wording.of(account.day());
    }

    public static List<String> of(Account account) {
        return new Summary(account).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(account.day().district().name() + " ("
                + account.day().district().id() + "), " + wording.title() + ", up to " + wording.time(account.upTo())
                + " "
                + wording.zone(account.upTo()));
        lines.add(line("hours", hours()));
        lines.addAll(wrapped("incidents", incidents()));
        lines.add(line("set aside", setAside()));
        Disclosures disclosures = account.disclosures();
        lines.addAll(wrapped("told", Disclosures.text(disclosures.told())));
        lines.addAll(wrapped("refused", Disclosures.text(disclosures.refused())));
        lines.addAll(wrapped("held", Disclosures.text(disclosures.held())));
        lines.addAll(wrapped("passed over", Disclosures.text(disclosures.passedOver())));
        String head = "agreements";
        for (Agreement agreement : account.day().district().agreements()) {
            lines.add(line(head, agreement(agreement)));
            head = "";
        }
        return lines;
    }

    /** Broken after a semicolon or a comma where a line would be longer than most terminals. */
    private static List<String> wrapped(String head, String text) {
        int room = LINE_MAX - line("", "").length();
        int end = text.length() <= room ? -1 : Math.max(text.lastIndexOf("; ", room), text.lastIndexOf(", ", room));
        if (end < 0) {
            return List.of(line(head, text));
        }
        List<String> lines = new ArrayList<>(List.of(line(head, text.substring(0, end + 1))));
        lines.addAll(wrapped("", text.substring(end + 2)));
        return lines;
    }

    private static String line(String head, String text) {
        return "  %-12s%s".formatted(head, text);
    }

    private String hours() {
        Map<State, Duration> hours = account.hours();
        Duration alternative = hours.get(State.ALTERNATIVE);
        return "required " + Wording.hours(account.required())
                + ", covered " + Wording.hours(hours.get(State.COVERED))
                + (alternative.isZero() ? "" : ", by exception " + Wording.hours(alternative))
                + ", uncovered " + Wording.hours(hours.get(State.UNCOVERED))
                + ", unknown " + Wording.hours(hours.get(State.UNKNOWN));
    }

    private String incidents() {
        Map<Kind, Map<String, Integer>> kinds = account.incidentsOfDay();
        return kinds.isEmpty()
                ? "none"
                : kinds.entrySet().stream()
                        .map(e -> e.getKey().wireName() + " " + severities(e.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private String severities(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> e) ->
                                account.day().district().rank(e.getKey()))
                        .reversed())
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private String setAside() {
        Map<String, Integer> reasons = account.setAside();
        return reasons.isEmpty()
                ? "none"
                : reasons.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
    }

    private String agreement(Agreement agreement) {
        String hours = agreement.id() + ": " + Wording.hours(account.counted(agreement)) + " h";
        return hours + agreement.cost().map(cost -> price(agreement, cost)).orElse(", no price");
    }

    private String price(Agreement agreement, Agreement.Cost cost) {
        String hourly = cost.hourly()
                .map(rate -> " at " + money(rate, cost) + " = " + money(account.cents(agreement), cost))
                .orElse("");
        String yearly =
                cost.yearly().map(sum -> ", " + money(sum, cost) + " a year").orElse("");
        String budget = cost.budget()
                .map(sum -> " of " + money(sum, cost) + " budgeted")
                .orElse("");
        return hourly + yearly + budget;
    }

    private static String money(long cents, Agreement.Cost cost) {
        String amount = String.format(Locale.ROOT, "%,d.%02d", cents / 100, cents % 100);
        return cost.currency().equals("USD") ? "$" + amount : amount + " " + cost.currency();
    }
}
