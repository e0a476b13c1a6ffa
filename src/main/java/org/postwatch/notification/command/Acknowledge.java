package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.model.Actor;

/** Somebody takes care of an incident: escalation and repeats wait. */
public record Acknowledge(String district, String id, Instant at, Actor actor, String incident, Optional<String> note)
        implements OperatorCommand {
    static Acknowledge read(CommandFields in) {
        return new Acknowledge(
                in.district(), in.id(), in.at(), in.actor(), in.subject(), in.optionalText("note", MAX_TEXT_LENGTH));
    }

    @Override
    public CommandType type() {
        return CommandType.ACKNOWLEDGE;
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(incident);
    }

    @Override
    public Optional<String> freeText() {
        return note;
    }

    @Override
    public String action() {
        return "acknowledges";
    }

    @Override
    public void writeFields(CommandFieldWriter out) {
        note.ifPresent(text -> out.text("note", text));
    }

    @Override
    public <R> R accept(CommandVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
