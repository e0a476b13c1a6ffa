package org.postwatch.delivery.log;

import static org.postwatch.documents.form.SectionKey.optional;

import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;

/** Recipients that are the log of the instance that delivers. */
public final class LogIntegration implements RecipientIntegration<LogAddress> {
    private static final SectionKey<ParsedSection> KEY = optional(LogAddress.TYPE, SectionSchema.of("a log"));

    @Override
    public Class<LogAddress> addressType() {
        return LogAddress.class;
    }

    @Override
    public SectionKey<ParsedSection> key() {
        return KEY;
    }

    @Override
    public LogAddress compile(ParsedSection section) {
        return new LogAddress();
    }

    @Override
    public boolean acceptsWatchdog() {
        return true;
    }

    @Override
    public boolean requiresAgency() {
        return false;
    }

    @Override
    public NotificationChannel open(LogAddress address, ChannelContext context) {
        return new LogChannel();
    }
}
