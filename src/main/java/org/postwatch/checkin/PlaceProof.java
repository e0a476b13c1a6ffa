package org.postwatch.checkin;

import org.postwatch.text.WireName;

/** What proves that a phone was at the entrance. Its wire name is the {@code proof} of the event. */
public enum PlaceProof implements WireName {
    /** The code that the screen at the entrance shows for half a minute. */
    ROTATING_CODE,
    /** The code of a printed sheet: a photograph of it proves as much, until the sheet ends. */
    PRINTED_CODE
}
