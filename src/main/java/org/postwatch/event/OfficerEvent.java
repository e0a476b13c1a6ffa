package org.postwatch.event;

/** An event about an officer at a campus. */
public sealed interface OfficerEvent extends CampusEvent permits PresenceSignal, ShiftPlanned, ShiftCancelled {
    String badge();

    @Override
    default String subject() {
        return badge();
    }
}
