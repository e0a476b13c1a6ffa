package org.postwatch.observability;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The free resources of the machine: disk under the data directory, file descriptors, heap. Measured at each call. */
public final class MachineResources {
    static final long MIB = 1024 * 1024;
    /** With less the instance is not ready: a busy day writes more. */
    static final long MIN_DISK_FREE = 512 * MIB;
    /** With less, writes fail. */
    static final long MIN_DISK_FREE_TO_WRITE = 8 * MIB;

    static final double MAX_FILES_OPEN = 0.9;
    /** With so few left, files cannot be opened any more. */
    static final long MIN_FREE_FILES = 16;

    static final double MAX_HEAP_USED = 0.95;
    /** With less it is not worth starting: the first hour writes more. */
    static final long MIN_DISK_AT_START = 64 * MIB;
    /**
     * An embedded broker with four partitions and both applications have some 600 files open, and as many again while
     * they work.
     */
    static final long MIN_FILES_AT_START = 1_024;

    private static final String RAISE_LIMIT =
            "raise the limit (ulimit -n 65536; LimitNOFILE=65536 of a systemd service; ulimits of a container)";

    /** What can run out. */
    enum ResourceKind {
        DISK,
        FILES,
        MEMORY
    }

    /**
     * @param diskFree free bytes for this process, of {@code diskTotal}
     * @param filesOpen of {@code filesMax}; 0 of 0 if unknown
     * @param heapUsed bytes in use after the latest collection, of {@code heapMax}
     */
    record ResourceUsage(long diskFree, long diskTotal, long filesOpen, long maxFiles, long heapUsed, long maxHeap) {}

    private final Path directory;
    private volatile ResourceUsage latest;

    /** @param directory of the data, which exists */
    public MachineResources(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        this.latest = read();
    }

    /** Measures again. */
    public void refresh() {
        latest = read();
    }

    ResourceUsage latest() {
        return latest;
    }

    private ResourceUsage read() {
        long diskFree = 0;
        long diskTotal = 0;
        try {
            FileStore store = Files.getFileStore(directory);
            diskFree = store.getUsableSpace();
            diskTotal = store.getTotalSpace();
        } catch (IOException e) {
            // A missing data directory has no space.
            diskTotal = 0;
        }
        long filesOpen = 0;
        long filesMax = 0;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            filesOpen = system.getOpenFileDescriptorCount();
            filesMax = system.getMaxFileDescriptorCount();
        }
        return new ResourceUsage(
                diskFree,
                diskTotal,
                filesOpen,
                filesMax,
                heapUsed(),
                Runtime.getRuntime().maxMemory());
    }

    private static long heapUsed() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage != null)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** The scarce resources, a sentence each; empty if there are none. */
    public List<String> problems() {
        return Arrays.stream(ResourceKind.values())
                .map(this::check)
                .filter(check -> !check.passed())
                .map(check ->
                        check.name() + ": " + check.found() + "; expected " + check.expected() + "; " + check.remedy())
                .toList();
    }

    /** For readiness. */
    HealthCheckResult check(ResourceKind kind) {
        return check(kind, latest, directory);
    }

    static HealthCheckResult check(ResourceKind kind, ResourceUsage now, Path directory) {
        return switch (kind) {
            case DISK -> disk(now, directory);
            case FILES -> files(now);
            case MEMORY -> memory(now);
        };
    }

    private static HealthCheckResult disk(ResourceUsage now, Path directory) {
        String expected = "at least " + MIN_DISK_FREE / MIB + " MiB free";
        String found = now.diskFree() / MIB + " MiB free of " + now.diskTotal() / MIB;
        return now.diskFree() >= MIN_DISK_FREE
                ? HealthCheckResult.passed("disk", found, expected)
                : HealthCheckResult.failed(
                        "disk",
                        found,
                        expected,
                        "free space where " + directory + " is, or move data.directory to a larger disk");
    }

    private static HealthCheckResult files(ResourceUsage now) {
        String expected = "at most " + Math.round(MAX_FILES_OPEN * 100) + " % of the limit";
        String found = now.filesOpen() + " open of " + now.maxFiles();
        return now.filesOpen() <= MAX_FILES_OPEN * now.maxFiles()
                ? HealthCheckResult.passed("file-descriptors", found, expected)
                : HealthCheckResult.failed("file-descriptors", found, expected, RAISE_LIMIT);
    }

    private static HealthCheckResult memory(ResourceUsage now) {
        String expected = "at most " + Math.round(MAX_HEAP_USED * 100) + " % of the heap in use after a collection";
        String found = now.heapUsed() / MIB + " MiB of " + now.maxHeap() / MIB;
        return now.heapUsed() <= MAX_HEAP_USED * now.maxHeap()
                ? HealthCheckResult.passed("memory", found, expected)
                : HealthCheckResult.failed(
                        "memory", found, expected, "give it a larger heap (POSTWATCH_OPTS=-Xmx2g), or add instances");
    }

    /** Why it is no use to start, with what to do; empty: there is enough for a start. */
    public Optional<String> findStartProblem() {
        return findStartProblem(latest, directory);
    }

    static Optional<String> findStartProblem(ResourceUsage now, Path directory) {
        if (now.diskFree() < MIN_DISK_AT_START) {
            return Optional.of("too little disk: " + now.diskFree() / MIB + " MiB are free of " + now.diskTotal() / MIB
                    + " where " + directory + " is; a start needs " + MIN_DISK_AT_START / MIB
                    + " MiB at least. Free space or move data.directory");
        }
        if (now.maxFiles() > 0 && now.maxFiles() < MIN_FILES_AT_START) {
            return Optional.of("too few file descriptors: this process may open " + now.maxFiles() + ", and needs "
                    + MIN_FILES_AT_START + " at least; " + RAISE_LIMIT);
        }
        return Optional.empty();
    }

    /** The exhausted resource and what to do, as a sentence; empty if there is none. */
    public Optional<String> shortage() {
        return shortage(read(), directory);
    }

    static Optional<String> shortage(ResourceUsage now, Path directory) {
        if (now.diskFree() < MIN_DISK_FREE_TO_WRITE) {
            return Optional.of("the disk is full: " + now.diskFree() / MIB + " MiB are free of " + now.diskTotal() / MIB
                    + " where " + directory + " is; free space or move data.directory, then start again");
        }
        if (now.maxFiles() > 0 && now.maxFiles() - now.filesOpen() < MIN_FREE_FILES) {
            return Optional.of("no file descriptors are left: " + now.filesOpen() + " are open of " + now.maxFiles()
                    + "; " + RAISE_LIMIT + ", then start again");
        }
        return Optional.empty();
    }
}
