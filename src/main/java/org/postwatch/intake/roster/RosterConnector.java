package org.postwatch.intake.roster;

import java.util.Optional;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceTransport.RosterTransport;
import org.postwatch.intake.connection.ConnectedSource;
import org.postwatch.intake.connection.SourceConnector;

/** Reads the rosters of the plans. */
public record RosterConnector(RosterContext context) implements SourceConnector {
    @Override
    public Optional<Object> findConnection(IntakeSource source) {
        return source.transport() instanceof RosterTransport transport ? Optional.of(transport) : Optional.empty();
    }

    @Override
    public ConnectedSource connect(IntakeSource source) {
        return new PolledRoster(((RosterTransport) source.transport()).roster(), context);
    }
}
