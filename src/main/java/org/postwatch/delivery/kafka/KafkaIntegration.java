package org.postwatch.delivery.kafka;

import static org.postwatch.documents.form.SectionKey.optional;

import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.documents.form.SectionSchema;

/** Recipients that read a topic of their own. */
public final class KafkaIntegration {
    public static final RecipientIntegration<KafkaAddress> INTEGRATION = new RecipientIntegration<>(
                    optional(
                            KafkaAddress.TYPE,
                            SectionSchema.of(
                                    "a topic of its own",
                                    "A Kafka topic of its own, `postwatch.recipient.DISTRICT.RECIPIENT`.")),
                    KafkaAddress.class,
                    section -> new KafkaAddress(),
                    (address, context) -> new KafkaChannel(context))
            .acceptingWatchdog();

    private KafkaIntegration() {}
}
