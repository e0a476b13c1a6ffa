package org.postwatch.delivery;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to recipients as the documents have them now; a reconciler is told the terms of each. Not safe for threads. */
final class Ways {
    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

    private final Couriers.Opener opener;
    private final Clock clock;
    private final Reconciler reconciler;
    private final Map<String, Routing> routings = new HashMap<>();
    private final Map<String, Way> ways = new HashMap<>();

    Ways(Couriers.Opener opener, Clock clock, Reconciler reconciler) {
        this.opener = opener;
        this.clock = clock;
        this.reconciler = reconciler;
    }

    /** A district's documents; the ways follow at {@link #reopen}. */
    void know(String district, Optional<Routing> routing) {
        routing.ifPresentOrElse(now -> routings.put(district, now), () -> routings.remove(district));
    }

    /** The way to a recipient, named {@code district/recipient}. */
    Way get(String line) {
        return ways.get(line);
    }

    /** Opens the ways of all districts. */
    void reopen() {
        List.copyOf(routings.keySet()).forEach(this::reopen);
    }

    /** Ways that the documents have changed are opened anew, the others stay as they are. */
    void reopen(String district) {
        Optional<Routing> routing = Optional.ofNullable(routings.get(district));
        Set<String> gone = new TreeSet<>();
        ways.keySet().stream().filter(line -> line.startsWith(district + "/")).forEach(gone::add);
        routing.ifPresent(now -> now.recipients().values().forEach(recipient -> {
            String line = district + "/" + recipient.id();
            gone.remove(line);
            Way way = ways.get(line);
            if (way == null || !way.isUpToDate(now, recipient)) {
                open(line, now, recipient);
            }
        }));
        for (String line : gone) {
            abandon(ways.remove(line));
            reconciler.terms(line, Optional.empty(), clock.instant());
        }
    }

    private void open(String line, Routing routing, Recipient recipient) {
        Optional.ofNullable(ways.get(line)).ifPresent(Ways::abandon);
        Way way = new Way(routing, recipient, opener);
        way.open().ifPresent(why -> LOG.error("RECIPIENT REFUSED: recipient={} reason={}", line, why));
        ways.put(line, way);
        reconciler.terms(
                line,
                Optional.of(new Terms(
                        recipient.giveUpAfter(),
                        recipient.address().isPager(),
                        recipient.address().takesUpdates(),
                        way::refresh)),
                clock.instant());
    }

    /** All are closed, those in use as soon as they are not. */
    void abandon() {
        List.copyOf(ways.values()).forEach(Ways::abandon);
        ways.clear();
    }

    private static void abandon(Way way) {
        if (way.inUse) {
            way.abandoned = true;
        } else {
            way.close();
        }
    }
}
