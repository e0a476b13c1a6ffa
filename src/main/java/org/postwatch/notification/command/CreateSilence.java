package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.notification.model.Actor;

/**
 * Nobody is notified of what matches, for a time; it is recorded all the same. The id of the command becomes the id of the
 * silence.
 *
 * @param match label to values, as in {@code match} of a route; not empty
 * @param until exclusive
 */
public record CreateSilence(
        String district,
        String id,
        Instant at,
        Actor actor,
        String reason,
        SortedMap<String, Set<String>> match,
        Instant from,
        Instant until)
        implements OperatorCommand {
    public CreateSilence {
        match = Collections.unmodifiableSortedMap(new TreeMap<>(match));
    }

    static CreateSilence read(CommandFields in) {
        return new CreateSilence(
                in.district(),
                in.id(),
                in.at(),
                in.actor(),
                in.text("reason", MAX_TEXT_LENGTH),
                in.labels("match"),
                in.instant("from"),
                in.instant("until"));
    }

    @Override
    public CommandType type() {
        return CommandType.SILENCE;
    }

    @Override
    public Optional<String> subject() {
        return Optional.empty();
    }

    @Override
    public Optional<String> freeText() {
        return Optional.of(reason);
    }

    @Override
    public String action() {
        return "silences " + match + " from " + from + " until " + until + ": " + reason;
    }

    @Override
    public void writeFields(CommandFieldWriter out) {
        out.text("reason", reason);
        out.labels("match", match);
        out.instant("from", from);
        out.instant("until", until);
    }

    @Override
    public <R> R accept(CommandVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
