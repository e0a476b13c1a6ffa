/**
 * The watch: takes events, plans and ticks one by one, keeps the evidence that open days need, asks coverage and
 * incident what now holds, and says what changed. State lies in a {@link org.postwatch.watch.Ledger} and what is said
 * goes to a {@link org.postwatch.watch.Voice}: neither Kafka nor JSON is known here, and time is an argument.
 *
 * <p>Facts are always worked out anew from evidence, plan and clock, and compared with what was said last. So the order
 * in which events arrive, duplicates and restarts cannot matter.
 */
package org.postwatch.watch;
