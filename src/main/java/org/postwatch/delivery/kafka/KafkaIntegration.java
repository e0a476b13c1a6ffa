package org.postwatch.delivery.kafka;

import static org.postwatch.documents.form.SectionKey.optional;

import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.ParsedSection;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.documents.form.SectionSchema;

/** Recipients that read a topic of their own. */
public final class KafkaIntegration implements RecipientIntegration<KafkaAddress> {
    private static final SectionKey<ParsedSection> KEY =
            optional(KafkaAddress.TYPE, SectionSchema.of("a topic of its own"));

    @Override
    public Class<KafkaAddress> addressType() {
        return KafkaAddress.class;
    }

    @Override
    public SectionKey<ParsedSection> key() {
        return KEY;
    }

    @Override
    public KafkaAddress compile(ParsedSection section) {
        return new KafkaAddress();
    }

    @Override
    public boolean acceptsWatchdog() {
        return true;
    }

    @Override
    public boolean requiresAgency() {
        return true;
    }

    @Override
    public NotificationChannel open(KafkaAddress address, ChannelContext context) {
        return new KafkaChannel(context);
    }
}
