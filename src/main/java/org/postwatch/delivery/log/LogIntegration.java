package org.postwatch.delivery.log;

import static org.postwatch.documents.form.SectionKey.optional;

import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.SectionSchema;

/** Recipients that are the log of the instance that delivers. */
public final class LogIntegration {
    public static final RecipientIntegration<LogAddress> INTEGRATION = new RecipientIntegration<>(
                    optional(
                            LogAddress.TYPE,
                            SectionSchema.of("a log", "The log of the instance that delivers the notice.")),
                    LogAddress.class,
                    section -> new LogAddress(),
                    (address, context) -> new LogChannel())
            .acceptingWatchdog()
            .withoutAgency();

    private LogIntegration() {}
}
