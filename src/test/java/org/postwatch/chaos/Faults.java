package org.postwatch.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwatch.chaos.Fault.How;

/** Kills and pauses by chance, starts anew what is gone, and takes the time until all is well again. */
final class Faults {
    private static final Duration RECOVERY_MAX = Duration.ofSeconds(180);
    private static final Duration WHOLE_MAX = Duration.ofSeconds(180);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration LOOK_WHOLE_EVERY = Duration.ofMillis(300);
    /** What is sent from here on after a fault must come through; what was on its way before is no proof. */
    private static final Duration GRIP = Duration.ofMillis(250);
    /** Both below and above the time after which who is silent is given up. */
    private static final List<Integer> PAUSES_SECONDS = List.of(2, 5, 9, 12);

    private final List<Fault> kinds;
    private final Random dice;
    private final Cluster cluster;
    private final Instances instances;
    private final Whole whole;
    private final Sight sight;
    private final Consumer<String> say;
    private final List<Fault> deck = new ArrayList<>();
    private final List<Recovery> recoveries = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    Faults(
            List<Fault> kinds,
            Random dice,
            Cluster cluster,
            Instances instances,
            Whole whole,
            Sight sight,
            Consumer<String> say) {
        this.kinds = kinds;
        this.dice = dice;
        this.cluster = cluster;
        this.instances = instances;
        this.whole = whole;
        this.sight = sight;
        this.say = say;
    }

    List<Recovery> recoveries() {
        return recoveries;
    }

    /** Processes that ended without being killed, and how. */
    List<String> ended() {
        return ended;
    }

    /** One fault, from its beginning until what is sent after it comes out in time. */
    void strike(int number) throws InterruptedException, IOException {
        awaitWhole();
        TimeUnit.MILLISECONDS.sleep(dice.nextInt(1_500));
        Fault fault = next();
        List<Child> victims = victims(fault);
        long begun = System.nanoTime();
        int pauseSeconds = PAUSES_SECONDS.get(dice.nextInt(PAUSES_SECONDS.size()));
        for (Child victim : victims) {
            switch (fault.how()) {
                case KILL, LOSE -> victim.kill();
                case STOP -> victim.stop();
                case PAUSE -> victim.pause(Duration.ofSeconds(pauseSeconds));
            }
        }
        TimeUnit.MILLISECONDS.sleep(GRIP.toMillis());
        Sight.Mark mark = sight.mark();
        TimeUnit.MILLISECONDS.sleep(dice.nextInt(2_000));
        if (fault.how() == How.LOSE) {
            instances.wipe(victims.get(0));
        }
        boolean pause = fault.how() == How.PAUSE;
        if (!pause) {
            victims.forEach(Child::start);
        }
        while (!sight.isThrough(mark)) {
            attend();
            if (System.nanoTime() - begun > RECOVERY_MAX.toNanos()) {
                throw new AssertionError("not recovered within " + RECOVERY_MAX.toSeconds() + " s of fault " + number
                        + " (" + fault + ", " + names(victims) + "): " + sight.describe(mark));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        recoveries.add(new Recovery(fault, names(victims), took));
        say.accept("%3d  %-16s %-22s recovered after %5.1f s"
                .formatted(
                        number,
                        fault + (pause ? " " + pauseSeconds + "s" : ""),
                        names(victims),
                        took.toMillis() / 1e3));
        long pauseLeft = begun + TimeUnit.SECONDS.toNanos(pauseSeconds + 1) - System.nanoTime();
        if (pause && pauseLeft > 0) {
            TimeUnit.NANOSECONDS.sleep(pauseLeft);
        }
    }

    /** Every kind once, in any order, then every kind again. */
    private Fault next() {
        if (deck.isEmpty()) {
            deck.addAll(kinds);
            Collections.shuffle(deck, dice);
        }
        return deck.remove(0);
    }

    private List<Child> victims(Fault fault) {
        return fault.victims().stream()
                .map(victim -> switch (victim) {
                    case BROKER -> anyOf(cluster.brokers());
                    case INSTANCE -> anyOf(instances.all());
                    case WORKER -> instances.worker();
                })
                .toList();
    }

    private Child anyOf(List<Child> children) {
        return children.get(dice.nextInt(children.size()));
    }

    private static String names(List<Child> children) {
        return children.stream().map(Child::name).collect(Collectors.joining(", "));
    }

    /** As a supervisor does. */
    void attend() {
        sight.player().check();
        Stream.of(cluster.brokers(), instances.all(), List.of(instances.worker()))
                .flatMap(List::stream)
                .filter(child -> !child.isAlive())
                .forEach(child -> {
                    String how = child.name() + " ended by itself with " + child.exitCode();
                    ended.add(how);
                    say.accept("     " + how + ", and is started anew");
                    child.start();
                });
    }

    /** Until every copy is in sync and every instance in its groups. */
    void awaitWhole() throws InterruptedException {
        long deadline = System.nanoTime() + WHOLE_MAX.toNanos();
        List<String> missing = whole.missing();
        while (!missing.isEmpty()) {
            attend();
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not whole again within " + WHOLE_MAX.toSeconds() + " s: "
                        + String.join("; ", missing.subList(0, Math.min(20, missing.size()))));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_WHOLE_EVERY.toMillis());
            missing = whole.missing();
        }
    }
}
