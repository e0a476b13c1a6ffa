package org.postwatch.chaos;

import java.nio.file.Path;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.delivery.DeliveryWorker;

/** A worker that delivers notices beside those of the instances, so that it can die alone. */
final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] args) {
        ParentProcessGuard.exitWithParent();
        Configuration configuration = Configuration.read(Path.of(args[0]));
        DeliveryWorker.start(
                ClientSettings.of(configuration), configuration.topics().replication(), configuration.deliveryAccess());
    }
}
