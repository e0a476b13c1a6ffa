package org.postwatch.runtime;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postwatch.broker.PrivateDirectory;
import org.postwatch.runtime.sight.MachineResources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each minute: what is left of the machine, and that nobody else can read the data. */
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
                    resources.problems().forEach(problem -> LOG.warn("the machine runs short of {}", problem));
                    PrivateDirectory.tighten(data);
                },
                0,
                1,
                TimeUnit.MINUTES);
        return housekeeping;
    }

    /** At the end, too: what lies there until the next start is closed to others. */
    @Override
    public void close() {
        thread.shutdownNow();
        PrivateDirectory.tighten(data);
    }
}
