package org.postwatch.chaos;

import java.util.EnumSet;
import java.util.Set;

/** What may happen to a process or two. */
enum FaultKind {
    BROKER_KILLED("broker killed", FaultAction.KILL, EnumSet.of(FaultTarget.BROKER)),
    INSTANCE_KILLED("instance killed", FaultAction.KILL, EnumSet.of(FaultTarget.INSTANCE)),
    /** And its disk is gone with it. */
    INSTANCE_LOST("instance lost", FaultAction.LOSE, EnumSet.of(FaultTarget.INSTANCE)),
    /** As a rolling restart does: asked to end, it ends, and comes back. */
    INSTANCE_STOPPED("instance stopped", FaultAction.STOP, EnumSet.of(FaultTarget.INSTANCE)),
    WORKER_KILLED("worker killed", FaultAction.KILL, EnumSet.of(FaultTarget.WORKER)),
    BROKER_PAUSED("broker paused", FaultAction.PAUSE, EnumSet.of(FaultTarget.BROKER)),
    INSTANCE_PAUSED("instance paused", FaultAction.PAUSE, EnumSet.of(FaultTarget.INSTANCE)),
    /** It comes back believing that its districts are its own still. */
    WORKER_PAUSED("worker paused", FaultAction.PAUSE, EnumSet.of(FaultTarget.WORKER)),
    BOTH_KILLED("both killed", FaultAction.KILL, EnumSet.of(FaultTarget.BROKER, FaultTarget.INSTANCE)),
    INTAKE_KILLED("intake killed", FaultAction.KILL, EnumSet.of(FaultTarget.INTAKE)),
    INTAKE_STOPPED("intake stopped", FaultAction.STOP, EnumSet.of(FaultTarget.INTAKE)),
    INTAKE_PAUSED("intake paused", FaultAction.PAUSE, EnumSet.of(FaultTarget.INTAKE)),
    /** Nothing can be written: intake answers 503, and holds no more than its bound. */
    BROKERS_AWAY("brokers away", FaultAction.PAUSE, EnumSet.of(FaultTarget.ALL_BROKERS));

    /** What is done to them: signal 9; the same, and the disk wiped; signal 15; signal 19, and 18 some seconds later. */
    enum FaultAction {
        KILL,
        LOSE,
        STOP,
        PAUSE
    }

    /** One of these, by chance. Never two brokers are killed at a time: two of three must hold what is written. */
    enum FaultTarget {
        BROKER,
        ALL_BROKERS,
        INSTANCE,
        /** Which only delivers: also instances do. */
        WORKER,
        /** Which only takes events over HTTP: senders repeat what it has not accepted. */
        INTAKE
    }

    private final String words;
    private final FaultAction action;
    private final Set<FaultTarget> targets;

    FaultKind(String words, FaultAction how, Set<FaultTarget> victims) {
        this.words = words;
        this.action = how;
        this.targets = victims;
    }

    FaultAction action() {
        return action;
    }

    Set<FaultTarget> targets() {
        return targets;
    }

    @Override
    public String toString() {
        return words;
    }
}
