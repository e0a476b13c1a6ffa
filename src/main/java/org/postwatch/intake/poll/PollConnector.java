package org.postwatch.intake.poll;

import java.util.List;
import java.util.Optional;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.connection.ConnectedSource;
import org.postwatch.intake.connection.SourceConnector;
import org.postwatch.intake.profile.Profile;
import org.postwatch.intake.profile.ProfileReader;

/** Asks the vendors of polled sources. */
public record PollConnector(PollContext context) implements SourceConnector {
    @Override
    public Optional<Object> findConnection(IntakeSource source) {
        return source.transport() instanceof PollTransport transport
                ? Optional.of(List.of(transport, source.profile(), source.parameters(), source.secretNames()))
                : Optional.empty();
    }

    @Override
    public ConnectedSource connect(IntakeSource source) {
        return ProfileReader.read(source.profile())
                .profile()
                .map(Profile::poll)
                .map(protocol -> new PollSource(source, (PollTransport) source.transport(), protocol, context))
                .orElseThrow(() -> new IllegalArgumentException("this instance cannot read the profile of the source"));
    }
}
