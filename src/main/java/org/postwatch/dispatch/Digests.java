package org.postwatch.dispatch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.plan.Dates;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice.Stage;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Ruling;

/** Once a day, what was over before anybody needed to be called for it. */
final class Digests {
    static final String SUBJECT = "~digest/";

    private final Office office;
    private final Outbox outbox;

    Digests(Office office, Outbox outbox) {
        this.office = office;
        this.outbox = outbox;
    }

    /** Pagers take none; nor does a class that the policy grants none. */
    boolean takes(Routing routing, Recipient recipient) {
        return !recipient.address().isPager()
                && routing.policy().on(recipient, Matter.DIGEST, false) instanceof Ruling.Granted;
    }

    void add(Routing routing, Recipient recipient, Matter matter) {
        String key = routing.district() + "/" + recipient.id();
        office.ledger().put(Tables.PASSED, key + "/" + matter.id(), new Mark(matter.id()));
        if (office.ledger().get(Tables.DIGESTS, key).isEmpty()) {
            office.agenda().put(Agenda.DIGESTS, key, new Digest(recipient.id(), next(routing)));
        }
    }

    private Instant next(Routing routing) {
        LocalDate today = office.now().atZone(routing.zone()).toLocalDate();
        Instant at = at(routing, today);
        return at.isAfter(office.now()) ? at : at(routing, today.plusDays(1));
    }

    private static Instant at(Routing routing, LocalDate date) {
        return Dates.startOf(date.atTime(routing.habits().digestAt()), routing.zone());
    }

    /** Writes a digest if it is due; what opened again meanwhile is no longer of the past. */
    void look(String key) {
        office.ledger()
                .get(Tables.DIGESTS, key)
                .filter(digest -> !digest.due().isAfter(office.now()))
                .ifPresent(digest -> tell(key, digest));
    }

    private void tell(String key, Digest digest) {
        String district = key.substring(0, key.indexOf('/'));
        List<Affair> over = new ArrayList<>();
        office.ledger().scan(Tables.PASSED, key + "/", (row, mark) -> {
            office.affair(district, mark.matter())
                    .filter(affair -> affair.matter().status() == Matter.Status.CLOSED)
                    .ifPresent(over::add);
        });
        Routing routing = office.routing(district).orElseThrow();
        Recipient recipient = routing.recipients().get(digest.recipient());
        Optional<List<Affair>> granted = Optional.ofNullable(recipient)
                .filter(known -> takes(routing, known))
                .map(known -> over.stream()
                        .filter(affair ->
                                Gate.refusal(routing, known, affair.matter()).isEmpty())
                        .toList())
                .filter(affairs -> !affairs.isEmpty());
        granted.ifPresent(affairs -> outbox.tell(
                routing,
                recipient,
                new Outbox.Letter(
                        SUBJECT + digest.due().atZone(routing.zone()).toLocalDate(),
                        Stage.DIGEST,
                        Matter.Status.CLOSED,
                        affairs,
                        "digest of what was over before it was told")));
        forget(key);
    }

    void forget(String key) {
        office.ledger()
                .scan(Tables.PASSED, key + "/", (row, mark) -> office.ledger().delete(Tables.PASSED, row));
        office.agenda().delete(Agenda.DIGESTS, key);
    }
}
