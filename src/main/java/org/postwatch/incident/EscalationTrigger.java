package org.postwatch.incident;

import java.time.Instant;
import org.postwatch.event.EventType;

/** Something that happened at an entrance and that a ladder may name: visitor admitted, door held open or forced. */
public record EscalationTrigger(Instant at, EventType type) {}
