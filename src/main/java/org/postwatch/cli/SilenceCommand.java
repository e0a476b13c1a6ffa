package org.postwatch.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.notification.command.CreateSilence;
import org.postwatch.notification.model.Actor;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
        name = "silence",
        description = {
            "Suppress the notices of matching incidents for a time. Incidents are monitored and recorded as before.",
            "",
            "Recipients are notified shortly before the silence ends. At its end they are notified of matching"
                    + " incidents that are still open. Weapons, panics and emergencies cannot be silenced.",
            "",
            "Example: postwatch silence --match kind=entrance-unwatched,campus=socorro-hs --for 2h --reason 'new"
                    + " doors'",
            ""
        },
        footer = {"", AbstractOperatorCommand.EXIT_CODES})
final class SilenceCommand extends AbstractOperatorCommand<CreateSilence> {
    @Option(
            names = "--match",
            required = true,
            split = ",",
            paramLabel = "LABEL=VALUE",
            description = "The labels to match: kind, severity, status, campus, entrance or any other label. All labels"
                    + " must match; a label given twice matches either value.")
    private List<String> match;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "The reason, which is part of the records.")
    private String reason;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "The start, such as 2026-09-14T13:00:00Z. Default: now.")
    private String from;

    @ArgGroup(multiplicity = "1")
    private SilenceEndOptions end;

    static final class SilenceEndOptions {
        @Option(
                names = "--until",
                required = true,
                paramLabel = "INSTANT",
                description = "The end, at most 400 days after the start.")
        private String until;

        @Option(
                names = "--for",
                required = true,
                paramLabel = "LENGTH",
                description = "The length, such as 30m, 2h or 5d.")
        private String length;
    }

    @Override
    List<CreateSilence> createCommands(String district, Instant now, Actor actor) {
        Instant begin = from == null ? now : parseInstant("--from", from);
        Instant until = end.until == null ? begin.plus(parseDuration(end.length)) : parseInstant("--until", end.until);
        if (!until.isAfter(begin)) {
            throw usageError("--until " + until + " is not after " + begin);
        }
        String id = newId().substring(0, 8);
        return List.of(new CreateSilence(district, id, now, actor, reason, parseMatchers(), begin, until));
    }

    private SortedMap<String, Set<String>> parseMatchers() {
        SortedMap<String, Set<String>> labels = new TreeMap<>();
        for (String one : match) {
            int sign = one.indexOf('=');
            if (sign < 1 || sign == one.length() - 1) {
                throw usageError("--match '" + one + "'; expected LABEL=VALUE, such as kind=coverage");
            }
            labels.computeIfAbsent(one.substring(0, sign), label -> new TreeSet<>())
                    .add(one.substring(sign + 1));
        }
        return labels;
    }

    private Instant parseInstant(String option, String text) {
        return TimeArgument.parseInstant(text)
                .orElseThrow(() -> usageError(
                        option + " '" + text + "'; expected an instant with its offset, such as 2026-09-14T13:00:00Z"));
    }

    private Duration parseDuration(String text) {
        return TimeArgument.parseLength(text)
                .orElseThrow(() -> usageError("--for '" + text + "'; expected a length such as 30m, 2h or 5d"));
    }

    @Override
    String describe(CreateSilence command) {
        return "silence " + command.id() + " from " + command.from() + " until " + command.until();
    }
}
