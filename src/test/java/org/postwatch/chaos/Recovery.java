package org.postwatch.chaos;

import java.time.Duration;

/**
 * What was done, and how long it took until everything sent since came out at the other end again, from every partition.
 *
 * @param whom names of the processes
 */
record Recovery(FaultKind fault, String processes, Duration duration) {}
