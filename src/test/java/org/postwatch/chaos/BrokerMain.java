package org.postwatch.chaos;

/** Kafka's own main, tied to the process that started it. */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) {
        ParentProcessGuard.exitWithParent();
        kafka.Kafka.main(args);
    }
}
