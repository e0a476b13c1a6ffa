package org.postwatch.dispatch;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.postwatch.routing.DistrictKeys;
import org.postwatch.routing.DistrictSecret;
import org.postwatch.routing.Routing;
import org.postwatch.routing.StickyBars;
import org.postwatch.watch.Ledger;
import org.postwatch.watch.Table;

/** What all desks share: the state, the agenda and the clock. */
final class Office {
    private final Ledger ledger;
    private final Agenda agenda;
    private final SecretMaker secrets;
    private final Announcer out;
    private final Map<String, Barred> barred = new HashMap<>();
    private final Map<String, DistrictKeys> keys = new HashMap<>();
    private Instant now;
    private Instant saved;
    private Instant latest = Instant.MAX;

    /** Kept, as every decision asks for it; by identity, as the ledger hands out what it has decoded once. */
    private record Barred(Routing documents, StickyBars bars, Routing routing) {}

    Office(Ledger ledger, SecretMaker secrets, Announcer out) {
        this.secrets = secrets;
        this.out = out;
        this.ledger = ledger;
        this.agenda = new Agenda(ledger);
        this.now = ledger.get(Tables.CLOCK, "").map(Tables.Clock::time).orElse(Instant.EPOCH);
        this.saved = now;
    }

    Ledger ledger() {
        return ledger;
    }

    Agenda agenda() {
        return agenda;
    }

    Instant now() {
        return now;
    }

    /** From here on nothing turns the clock beyond {@code newLatest}; returns where it stood if it had to be set back. */
    Optional<Instant> limit(Instant newLatest) {
        latest = newLatest;
        Instant before = now;
        if (!before.isAfter(latest)) {
            return Optional.empty();
        }
        now = latest;
        saveClock();
        return Optional.of(before);
    }

    void advance(Instant stamp) {
        Instant time = stamp.isAfter(latest) ? latest : stamp;
        now = time.isAfter(now) ? time : now;
    }

    /** Keeps the clock for a restart. */
    void saveClock() {
        if (!now.equals(saved)) {
            ledger.put(Tables.CLOCK, "", new Tables.Clock(now));
            saved = now;
        }
    }

    /** A district's routing as its documents state it, with all that was ever barred there and not lifted. */
    Optional<Routing> routing(String district) {
        return ledger.get(Tables.ROUTINGS, district).map(documents -> {
            StickyBars bars = bars(district);
            Barred known = barred.get(district);
            if (known == null || known.documents != documents || known.bars != bars) {
                known = new Barred(documents, bars, documents.withDenials(bars));
                barred.put(district, known);
            }
            return known.routing;
        });
    }

    /** The keys of a district; its secret is made when nobody needed one before. */
    DistrictKeys keys(String district) {
        return keys.computeIfAbsent(district, id -> new DistrictKeys(secret(id)));
    }

    private DistrictSecret secret(String district) {
        return ledger.get(Tables.SECRETS, district).orElseGet(() -> {
            DistrictSecret secret = secrets.secret(district);
            ledger.put(Tables.SECRETS, district, secret);
            out.secret(district, secret);
            return secret;
        });
    }

    StickyBars bars(String district) {
        return ledger.get(Tables.BARS, district).orElse(StickyBars.NONE);
    }

    Optional<Affair> affair(String district, String matter) {
        return ledger.get(Tables.AFFAIRS, district + "/" + matter);
    }

    <T> void ofDistrict(Table<T> table, String district, BiConsumer<String, T> visitor) {
        ledger.scan(table, district + "/", visitor);
    }
}
