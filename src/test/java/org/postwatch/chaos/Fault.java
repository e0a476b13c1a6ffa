package org.postwatch.chaos;

/** What may happen to a process or two. */
enum Fault {
    BROKER_KILLED("broker killed"),
    INSTANCE_KILLED("instance killed"),
    /** And its disk is gone with it. */
    INSTANCE_LOST("instance lost"),
    BROKER_PAUSED("broker paused"),
    INSTANCE_PAUSED("instance paused"),
    BOTH_KILLED("both killed");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    boolean isPause() {
        return this == BROKER_PAUSED || this == INSTANCE_PAUSED;
    }

    boolean isBrokers() {
        return this == BROKER_KILLED || this == BROKER_PAUSED || this == BOTH_KILLED;
    }

    boolean isInstances() {
        return this != BROKER_KILLED && this != BROKER_PAUSED;
    }

    @Override
    public String toString() {
        return words;
    }
}
