package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.model.Actor;

/** A note on an incident, for later notices. */
public record AddNote(String district, String id, Instant at, Actor actor, String incident, String text)
        implements OperatorCommand {
    /** Also of the note of an acknowledgement. */
    public static final String ACTION = "notes";

    static AddNote read(CommandFields in) {
        return new AddNote(in.district(), in.id(), in.at(), in.actor(), in.subject(), in.text("text", MAX_TEXT_LENGTH));
    }

    @Override
    public CommandType type() {
        return CommandType.NOTE;
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(incident);
    }

    @Override
    public Optional<String> freeText() {
        return Optional.of(text);
    }

    @Override
    public String action() {
        return ACTION;
    }

    @Override
    public void writeFields(CommandFieldWriter out) {
        out.text("text", text);
    }

    @Override
    public <R> R accept(CommandVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
