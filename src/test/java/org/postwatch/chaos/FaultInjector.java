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
import org.postwatch.chaos.FaultKind.FaultAction;

/** Kills and pauses by chance, starts again what is gone, and takes the time until all is well again. */
final class FaultInjector {
    private static final Duration MAX_RECOVERY = Duration.ofSeconds(180);
    private static final Duration MAX_REPAIR = Duration.ofSeconds(180);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration HEALTH_POLL_INTERVAL = Duration.ofMillis(300);
    /** What is sent from here on after a fault must come through; what was on its way before is no proof. */
    private static final Duration PROBE_DELAY = Duration.ofMillis(250);
    /** Both below and above the time after which who is silent is given up. */
    private static final List<Integer> PAUSES_SECONDS = List.of(2, 5, 9, 12);

    private final List<FaultKind> kinds;
    private final Random dice;
    private final BrokerCluster cluster;
    private final Instances instances;
    private final ClusterHealth whole;
    private final PipelineProbe sight;
    private final Consumer<String> say;
    private final List<FaultKind> deck = new ArrayList<>();
    private final List<Recovery> recoveries = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    FaultInjector(
            List<FaultKind> kinds,
            Random dice,
            BrokerCluster cluster,
            Instances instances,
            ClusterHealth whole,
            PipelineProbe sight,
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
    void inject(int number) throws InterruptedException, IOException {
        awaitHealthy();
        TimeUnit.MILLISECONDS.sleep(dice.nextInt(1_500));
        FaultKind fault = next();
        List<ChildProcess> victims = targets(fault);
        long begun = System.nanoTime();
        int pauseSeconds = PAUSES_SECONDS.get(dice.nextInt(PAUSES_SECONDS.size()));
        for (ChildProcess victim : victims) {
            switch (fault.action()) {
                case KILL, LOSE -> victim.kill();
                case STOP -> victim.stop();
                case PAUSE -> victim.pause(Duration.ofSeconds(pauseSeconds));
            }
        }
        TimeUnit.MILLISECONDS.sleep(PROBE_DELAY.toMillis());
        PipelineProbe.ProbePoint mark = sight.mark();
        TimeUnit.MILLISECONDS.sleep(dice.nextInt(2_000));
        if (fault.action() == FaultAction.LOSE) {
            instances.wipe(victims.get(0));
        }
        boolean pause = fault.action() == FaultAction.PAUSE;
        if (!pause) {
            victims.forEach(ChildProcess::start);
        }
        while (!sight.isCaughtUpSince(mark)) {
            restartEnded();
            if (System.nanoTime() - begun > MAX_RECOVERY.toNanos()) {
                throw new AssertionError("not recovered within " + MAX_RECOVERY.toSeconds() + " s of fault " + number
                        + " (" + fault + ", " + names(victims) + "): " + sight.describe(mark));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
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
    private FaultKind next() {
        if (deck.isEmpty()) {
            deck.addAll(kinds);
            Collections.shuffle(deck, dice);
        }
        return deck.remove(0);
    }

    private List<ChildProcess> targets(FaultKind fault) {
        return fault.targets().stream()
                .map(victim -> switch (victim) {
                    case BROKER -> List.of(anyOf(cluster.brokers()));
                    case ALL_BROKERS -> cluster.brokers();
                    case INSTANCE -> List.of(anyOf(instances.all()));
                    case WORKER -> List.of(instances.worker());
                    case INTAKE -> List.of(instances.intake());
                })
                .flatMap(List::stream)
                .toList();
    }

    private ChildProcess anyOf(List<ChildProcess> children) {
        return children.get(dice.nextInt(children.size()));
    }

    private static String names(List<ChildProcess> children) {
        return children.stream().map(ChildProcess::name).collect(Collectors.joining(", "));
    }

    /** As a supervisor does. */
    void restartEnded() {
        sight.player().check();
        Stream.of(cluster.brokers(), instances.all(), List.of(instances.worker(), instances.intake()))
                .flatMap(List::stream)
                .filter(child -> !child.isAlive())
                .forEach(child -> {
                    String how = child.name() + " ended by itself with " + child.exitCode();
                    ended.add(how);
                    say.accept("     " + how + ", and is started again");
                    child.start();
                });
    }

    /** Until every copy is in sync and every instance in its groups. */
    void awaitHealthy() throws InterruptedException {
        long deadline = System.nanoTime() + MAX_REPAIR.toNanos();
        List<String> missing = whole.findProblems();
        while (!missing.isEmpty()) {
            restartEnded();
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not whole again within " + MAX_REPAIR.toSeconds() + " s: "
                        + String.join("; ", missing.subList(0, Math.min(20, missing.size()))));
            }
            TimeUnit.MILLISECONDS.sleep(HEALTH_POLL_INTERVAL.toMillis());
            missing = whole.findProblems();
        }
    }
}
