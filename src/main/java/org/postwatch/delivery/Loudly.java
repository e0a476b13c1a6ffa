package org.postwatch.delivery;

import org.postwatch.routing.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A register that also says aloud what has failed. */
final class Loudly implements Register {
    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

    private final Register register;

    Loudly(Register register) {
        this.register = register;
    }

    @Override
    public void became(Delivery delivery) {
        if (delivery.outcome() == Delivery.Outcome.FAILED) {
            LOG.error(
                    "DELIVERY FAILED: recipient={}/{} subject={} revision={} attempts={} reason={}",
                    delivery.district(),
                    delivery.recipient(),
                    delivery.subject(),
                    delivery.revision(),
                    delivery.attempts(),
                    Wording.plain(delivery.detail()));
        }
        register.became(delivery);
    }

    @Override
    public void forgotten(String key, String ref) {
        register.forgotten(key, ref);
    }
}
