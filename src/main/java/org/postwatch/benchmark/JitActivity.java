package org.postwatch.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** How much of this process's work is the compiler's: while that is much, it measures a start and not a service. */
final class JitActivity {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private long cpuNanos;
    private long compilerMillis;

    /**
     * The share of compiler threads in the CPU time of all threads since the last call or the start: from 0 to 1 on
     * an idle machine, more on a busy one; NaN if the JVM does not report it.
     */
    double shareSinceLastCall() {
        if (COMPILER == null || !COMPILER.isCompilationTimeMonitoringSupported()) {
            return Double.NaN;
        }
        long cpu = PROCESS.getProcessCpuTime();
        long compiler = COMPILER.getTotalCompilationTime();
        double share = (compiler - compilerMillis) * 1e6 / Math.max(1, cpu - cpuNanos);
        cpuNanos = cpu;
        compilerMillis = compiler;
        return share;
    }
}
