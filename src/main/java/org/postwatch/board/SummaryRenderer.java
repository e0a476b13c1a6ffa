package org.postwatch.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.postwatch.coverage.CoverageState;
import org.postwatch.incident.IncidentKind;
import org.postwatch.plan.Agreement;

/** An account as text. */
public final class SummaryRenderer {
    private static final int MAX_LINE_CHARS = 100;

    private final DaySummary summary;
    private final ConsoleFormat format;

    private SummaryRenderer(DaySummary account) {
        this.summary = account;
        this.format = ConsoleFormat.of(account.day());
    }

    public static List<String> render(DaySummary account) {
        return new SummaryRenderer(account).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(summary.day().district().name() + " ("
                + summary.day().district().id() + "), " + format.formatDate() + ", up to "
                + format.formatTime(summary.until())
                + " "
                + format.zone(summary.until()));
        lines.add(line("hours", hours()));
        lines.addAll(wrap("incidents", incidents()));
        lines.add(line("rejected", rejected()));
        DisclosureCounts disclosures = summary.disclosures();
        lines.addAll(wrap("notified", DisclosureCounts.format(disclosures.notified())));
        lines.addAll(wrap("denied", DisclosureCounts.format(disclosures.denied())));
        lines.addAll(wrap("suppressed", DisclosureCounts.format(disclosures.suppressed())));
        lines.addAll(wrap("skipped", DisclosureCounts.format(disclosures.skipped())));
        String head = "agreements";
        for (Agreement agreement : summary.day().district().agreements()) {
            lines.add(line(head, agreement(agreement)));
            head = "";
        }
        return lines;
    }

    /** Broken after a semicolon or a comma where a line would be longer than most terminals. */
    private static List<String> wrap(String head, String text) {
        int room = MAX_LINE_CHARS - line("", "").length();
        int end = text.length() <= room ? -1 : Math.max(text.lastIndexOf("; ", room), text.lastIndexOf(", ", room));
        if (end < 0) {
            return List.of(line(head, text));
        }
        List<String> lines = new ArrayList<>(List.of(line(head, text.substring(0, end + 1))));
        lines.addAll(wrap("", text.substring(end + 2)));
        return lines;
    }

    private static String line(String head, String text) {
        return "  %-12s%s".formatted(head, text);
    }

    private String hours() {
        Map<CoverageState, Duration> hours = summary.timeByStatus();
        Duration alternative = hours.get(CoverageState.ALTERNATIVE);
        return "required " + ConsoleFormat.formatDuration(summary.requiredTime())
                + ", covered " + ConsoleFormat.formatDuration(hours.get(CoverageState.COVERED))
                + (alternative.isZero() ? "" : ", by exception " + ConsoleFormat.formatDuration(alternative))
                + ", uncovered " + ConsoleFormat.formatDuration(hours.get(CoverageState.UNCOVERED))
                + ", unknown " + ConsoleFormat.formatDuration(hours.get(CoverageState.UNKNOWN));
    }

    private String incidents() {
        Map<IncidentKind, Map<String, Integer>> kinds = summary.incidentsOfDay();
        return kinds.isEmpty()
                ? "none"
                : kinds.entrySet().stream()
                        .map(e -> e.getKey().wireName() + " " + severities(e.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private String severities(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> e) ->
                                summary.day().district().severityRank(e.getKey()))
                        .reversed())
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private String rejected() {
        Map<String, Integer> reasons = summary.rejectedByReason();
        return reasons.isEmpty()
                ? "none"
                : reasons.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
    }

    private String agreement(Agreement agreement) {
        String hours = agreement.id() + ": " + ConsoleFormat.formatDuration(summary.officerTime(agreement)) + " h";
        return hours + agreement.cost().map(cost -> price(agreement, cost)).orElse(", no price");
    }

    private String price(Agreement agreement, Agreement.Cost cost) {
        String hourly = cost.hourly()
                .map(rate -> " at " + money(rate, cost) + " = " + money(summary.costInCents(agreement), cost))
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
