package org.postwatch.chaos;

import java.util.EnumSet;
import java.util.Set;

/** What may happen to a process or two. */
enum Fault {
    BROKER_KILLED("broker killed", How.KILL, EnumSet.of(Victim.BROKER)),
    INSTANCE_KILLED("instance killed", How.KILL, EnumSet.of(Victim.INSTANCE)),
    /** And its disk is gone with it. */
    INSTANCE_LOST("instance lost", How.LOSE, EnumSet.of(Victim.INSTANCE)),
    /** As a rolling restart does: told to end, it ends, and comes back. */
    INSTANCE_STOPPED("instance stopped", How.STOP, EnumSet.of(Victim.INSTANCE)),
    WORKER_KILLED("worker killed", How.KILL, EnumSet.of(Victim.WORKER)),
    BROKER_PAUSED("broker paused", How.PAUSE, EnumSet.of(Victim.BROKER)),
    INSTANCE_PAUSED("instance paused", How.PAUSE, EnumSet.of(Victim.INSTANCE)),
    /** It comes back believing that its districts are its own still. */
    WORKER_PAUSED("worker paused", How.PAUSE, EnumSet.of(Victim.WORKER)),
    BOTH_KILLED("both killed", How.KILL, EnumSet.of(Victim.BROKER, Victim.INSTANCE));

    /** What is done to them: signal 9; the same, and the disk wiped; signal 15; signal 19, and 18 some seconds later. */
    enum How {
        KILL,
        LOSE,
        STOP,
        PAUSE
    }

    /** One of these, by chance. Never two brokers at a time: two of three must hold what is written. */
    enum Victim {
        BROKER,
        INSTANCE,
        /** Which only delivers: also instances do. */
        WORKER
    }

    private final String words;
    private final How how;
    private final Set<Victim> victims;

    Fault(String words, How how, Set<Victim> victims) {
        this.words = words;
        this.how = how;
        this.victims = victims;
    }

    How how() {
        return how;
    }

    Set<Victim> victims() {
        return victims;
    }

    @Override
    public String toString() {
        return words;
    }
}
