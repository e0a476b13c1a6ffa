package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.model.Actor;

/** Conduct is an emergency: from now on it is handled as a weapon is. */
public record DeclareEmergency(String district, String id, Instant at, Actor actor, String incident)
        implements OperatorCommand {
    static DeclareEmergency read(CommandFields in) {
        return new DeclareEmergency(in.district(), in.id(), in.at(), in.actor(), in.subject());
    }

    @Override
    public CommandType type() {
        return CommandType.EMERGENCY;
    }

    @Override
    public Optional<String> subject() {
        return Optional.of(incident);
    }

    @Override
    public Optional<String> freeText() {
        return Optional.empty();
    }

    @Override
    public String action() {
        return "classes it as an emergency";
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
