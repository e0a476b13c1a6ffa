package org.postwatch.dispatch;

import java.util.Optional;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Routing;

/**
 * A recipient that cannot be reached is a matter that the other recipients are notified of. It is open while a notice failed and
 * neither that notice nor a newer one of the same subject was delivered; the delivery of another subject does not close it.
 */
final class Failures {
    private final Office office;
    private final MatterDesk matters;
    private final Outbox outbox;

    Failures(Office office, MatterDesk matters, Outbox outbox) {
        this.office = office;
        this.matters = matters;
        this.outbox = outbox;
    }

    void take(Delivery delivery) {
        Optional<Routing> routing = office.routing(delivery.district());
        if (routing.isEmpty() || !routing.get().recipients().containsKey(delivery.recipient())) {
            return;
        }
        switch (delivery.outcome()) {
            case FAILED -> failed(routing.get(), delivery);
            case DELIVERED -> delivered(delivery);
        }
    }

    private void failed(Routing routing, Delivery delivery) {
        outbox.failed(delivery);
        if (failing(delivery).isEmpty() && !isAboutFailures(delivery)) {
            Matter failed = OwnMatter.deliveryFailed(routing, delivery.recipient(), delivery.detail(), office.now());
            matters.arrive(failed, Stage.OPENED);
        }
    }

    private void delivered(Delivery delivery) {
        outbox.delivered(delivery);
        if (delivery.isReached() && !outbox.hasUndelivered(delivery.district(), delivery.recipient())) {
            failing(delivery).ifPresent(matter -> close(matter, "delivered"));
        }
    }

    private Optional<Matter> failing(Delivery delivery) {
        return office.affair(delivery.district(), OwnMatter.failureId(delivery.recipient()))
                .map(Affair::matter)
                .filter(matter -> !matter.isOver());
    }

    /** Two that cannot be reached would else tell of each other for ever. */
    private boolean isAboutFailures(Delivery delivery) {
        return outbox.sent(delivery.district(), delivery.recipient(), delivery.subject())
                .map(Sent::matters)
                .filter(ids -> !ids.isEmpty())
                .map(ids -> ids.stream().allMatch(id -> id.startsWith(Matter.DELIVERY_FAILED + "/")))
                .orElse(false);
    }

    void close(Matter failure, String how) {
        matters.arrive(OwnMatter.closed(failure, office.now(), how), Stage.CLOSED);
    }
}
