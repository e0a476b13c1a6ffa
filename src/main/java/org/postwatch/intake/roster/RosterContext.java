package org.postwatch.intake.roster;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.SecretResolver;

/**
 * What the rosters of an instance share.
 *
 * @param resolver gives only addresses that may be called
 * @param outgoing which folders may be read
 * @param timer ends requests that take too long
 */
public record RosterContext(
        RosterStates states,
        EventSink sink,
        IntakeStatistics statistics,
        SecretResolver secrets,
        HostResolver resolver,
        OutgoingPolicy outgoing,
        ScheduledExecutorService timer,
        InstantSource clock) {}
