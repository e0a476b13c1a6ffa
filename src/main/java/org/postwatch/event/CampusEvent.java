package org.postwatch.event;

/** An event at a campus. */
public sealed interface CampusEvent extends Event
        permits OfficerEvent, EntranceEvent, DeviceReport, PlacedEvent, ConductEvent {
    String campus();

    @Override
    default String subject() {
        return campus();
    }
}
