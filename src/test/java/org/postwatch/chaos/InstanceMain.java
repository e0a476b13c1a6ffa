package org.postwatch.chaos;

import java.nio.file.Path;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.config.AuthenticationConfigReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.delivery.DeliveryWorker;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.RecordedTime;
import org.postwatch.streams.TopologySettings;

/** What {@code postwatch run} starts, but for the clock tick producer and the canaries: the time is the script's. */
final class InstanceMain {
    private InstanceMain() {}

    public static void main(String[] args) throws InterruptedException {
        ParentProcessGuard.exitWithParent();
        Configuration configuration = Configuration.read(Path.of(args[0]));
        int exit = 1;
        try {
            PostwatchServer node = PostwatchServer.startForReplay(
                    configuration,
                    () -> CoverageTopology.build(settings(configuration)),
                    () -> NotificationTopology.build(settings(configuration)));
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
        // As a supervisor would find it: gone, and to be started again. Anyone who was asked to stop does not come by
        // here.
        System.exit(exit);
    }

    private static TopologySettings settings(Configuration configuration) {
        return TopologySettings.of(StoreType.ROCKSDB, RecordedTime.CLOCK)
                .withAuthentication(AuthenticationConfigReader.read(configuration));
    }
}
