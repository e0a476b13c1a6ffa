package org.postwatch.chaos;

import java.nio.file.Path;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.DeliveryWorker;
import org.postwatch.runtime.Node;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.CoverageTopology.StateIn;
import org.postwatch.topology.RecordedTime;
import org.postwatch.topology.RoutingTopology;

/** What {@code postwatch run} starts, but for the metronome and the canaries: the time is the script's. */
final class InstanceMain {
    private InstanceMain() {}

    public static void main(String[] args) throws InterruptedException {
        Tether.tie();
        Configuration configuration = Configuration.read(Path.of(args[0]));
        int exit = 1;
        try {
            Node node = Node.startForReplay(
                    configuration,
                    () -> CoverageTopology.build(StateIn.ROCKSDB, RecordedTime.CLOCK),
                    () -> RoutingTopology.build(StateIn.ROCKSDB, RecordedTime.CLOCK));
            DeliveryWorker delivery = DeliveryWorker.start(
                    ClientSettings.of(configuration),
                    configuration.topics().replication(),
                    configuration.deliveryAccess());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                delivery.close();
                                node.close();
                            },
                            "stop"));
            System.err.println("instance ends: " + node.awaitFailure());
        } catch (RuntimeException e) {
            System.err.println("instance does not start: " + e);
            exit = 2;
        }
        // As a supervisor would find it: gone, and to be started anew. Whoever was told to stop does not come by here.
        System.exit(exit);
    }
}
