package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.model.Actor;

/** A silence ends before its time. */
public record ExpireSilence(String district, String id, Instant at, Actor actor, String silence)
        implements OperatorCommand {
    static ExpireSilence read(CommandFields in) {
        return new ExpireSilence(in.district(), in.id(), in.at(), in.actor(), in.subject());
    }

    @Override
    public CommandType type() {
        return CommandType.UNSILENCE;
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(silence);
    }

    @Override
    public Optional<String> freeText() {
        return Optional.empty();
    }

    @Override
    public String action() {
        return "lifts the silence";
    }

    @Override
    public void writeFields(CommandFieldWriter out) {
        // The subject is all.
    }

    @Override
    public <R> R accept(CommandVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
