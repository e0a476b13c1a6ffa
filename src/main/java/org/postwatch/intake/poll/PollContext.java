package org.postwatch.intake.poll;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.source.MessageIntake;
import org.postwatch.network.HostResolver;
import org.postwatch.secrets.SecretResolver;

/**
 * What the polled sources of an instance share.
 *
 * @param resolver gives only addresses that may be called
 * @param timer ends requests that take too long
 */
public record PollContext(
        MessageIntake messages,
        IntakeStatistics statistics,
        SecretResolver secrets,
        HostResolver resolver,
        ScheduledExecutorService timer,
        InstantSource clock) {}
