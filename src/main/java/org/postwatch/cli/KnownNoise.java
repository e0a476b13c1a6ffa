package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.slf4j.Marker;

/** What Kafka logs as warnings and errors when all is well, at a start or a stop. Only these: what else it warns of is worth reading. */
public final class KnownNoise extends TurboFilter {
    private static final List<String> SAID = List.of(
            "Performing controller activation.",
            "Auto topic creation failed for __",
            "Processing exception handler is not enabled for the GlobalThread.",
            // The controller of a first moment, asked before it knows that it is the one; asked again at once.
            "Unexpected error handling request RequestHeader(apiKey=CONTROLLER_REGISTRATION",
            "Attempting to close NetworkClient that has already been closed.");

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable fault) {
        return format != null
                        && level.isGreaterOrEqual(Level.WARN)
                        && (SAID.stream().anyMatch(format::contains) || isTriedAgain(format, fault))
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    /** KAFKA-18202: a producer new to a partition is refused, and tries again with what the broker expects. */
    private static boolean isTriedAgain(String format, Throwable fault) {
        return fault instanceof OutOfOrderSequenceException && format.contains("Error processing append operation");
    }
}
