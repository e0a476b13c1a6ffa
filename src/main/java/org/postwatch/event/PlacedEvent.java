package org.postwatch.event;

import java.util.Optional;

/** An event that may say where on the campus it happened. Types of such events can have {@link EventTrait#URGENT}. */
public sealed interface PlacedEvent extends CampusEvent permits DetectionEvent, PanicEvent {
    /** A device or a room, which distinguishes the reports of one feed. */
    Optional<String> place();
}
