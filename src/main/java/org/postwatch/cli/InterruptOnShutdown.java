package org.postwatch.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.InterruptException;

/**
 * For commands with a broker of their own in a temporary directory: at Ctrl-C, or SIGTERM, what they do is interrupted,
 * and the process ends when that has stopped and cleaned up.
 */
final class InterruptOnShutdown {
    private static final int MAX_CLEAN_UP_SECONDS = 30;

    private InterruptOnShutdown() {}

    /** Returns the exit code of the work, or 1 if it was interrupted, which is reported to {@code err}. */
    static int run(PrintWriter err, Callable<Integer> work) throws Exception {
        Thread worker = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean stopped = new AtomicBoolean();
        Thread hook = new Thread(
                () -> {
                    stopped.set(true);
                    interrupt(worker, done);
                },
                "interrupt-on-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } catch (Exception e) {
            // The interrupt may have been wrapped in another exception.
            if (!stopped.get() && !(e instanceof InterruptedException) && !(e instanceof InterruptException)) {
                throw e;
            }
            // Reported before the process may end.
            err.println("postwatch: stopped before its end");
            err.flush();
            return 1;
        } finally {
            done.countDown();
            removeHook(hook);
        }
    }

    private static void interrupt(Thread worker, CountDownLatch done) {
        worker.interrupt();
        try {
            done.await(MAX_CLEAN_UP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is at work.
        }
    }
}
