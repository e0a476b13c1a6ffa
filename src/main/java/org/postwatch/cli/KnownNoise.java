package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.slf4j.Marker;

/** Warnings of Kafka that come at every start or stop when all is well. Only these: what else it warns of is worth reading. */
public final class KnownNoise extends TurboFilter {
    private static final List<String> SAID = List.of(
            "Performing controller activation.",
            "Auto topic creation failed for __",
            "Processing exception handler is not enabled for the GlobalThread.",
            "Attempting to close NetworkClient that has already been closed.");

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable fault) {
        return format != null && level == Level.WARN && SAID.stream().anyMatch(format::contains)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
