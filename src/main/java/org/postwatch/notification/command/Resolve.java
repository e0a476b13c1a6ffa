package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKind;
import org.postwatch.notification.model.Actor;

/** An incident is over, for kinds that an operator may close. */
public record Resolve(String district, String id, Instant at, Actor actor, String incident) implements OperatorCommand {
    static Resolve read(CommandFields in) {
        return new Resolve(in.district(), in.id(), in.at(), in.actor(), in.subject());
    }

    @Override
    public CommandType type() {
        return CommandType.RESOLVE;
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
        return "resolves";
    }

    @Override
    public Optional<Resolve> forCoverage() {
        return IncidentId.parse(incident)
                .incidentKind()
                .filter(IncidentKind::isOperatorClosable)
                .map(kind -> this);
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
