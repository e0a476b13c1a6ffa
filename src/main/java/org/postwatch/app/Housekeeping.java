package org.postwatch.app;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postwatch.app.broker.PrivateDirectory;
import org.postwatch.observability.MachineResources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the resources of the machine each minute, and removes the permissions of other users from the data. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Path data;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    private Housekeeping(Path data) {
        this.data = data;
    }

    static Housekeeping start(MachineResources resources, Path data) {
        Housekeeping housekeeping = new Housekeeping(data);
        housekeeping.thread.scheduleWithFixedDelay(
                () -> {
                    resources.refresh();
                    resources.problems().forEach(problem -> LOG.warn("the machine is running out of {}", problem));
                    PrivateDirectory.restrictPermissions(data);
                },
                0,
                1,
                TimeUnit.MINUTES);
        return housekeeping;
    }

    /** Also at the end, so that others cannot read the data until the next start. */
    @Override
    public void close() {
        thread.shutdownNow();
        PrivateDirectory.restrictPermissions(data);
    }
}
