package org.postwatch.checkin.http;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.checkin.CheckInPlace;

/** What the pages know of plans in force and of granted access. Safe for threads; no call blocks. */
public interface CheckInDirectory {
    /**
     * The PIN of an officer, valid now.
     *
     * @param grant the id of its grant
     * @param hash as the hasher of PINs makes it
     */
    record OfficerPin(String grant, String hash) {
        /** Without the hash: it may be logged. */
        @Override
        public String toString() {
            return "OfficerPin[" + grant + "]";
        }
    }

    /**
     * Whether plans and access are known as they are now: until then every PIN would look wrong, and one that was revoked would
     * look right.
     */
    boolean isReady();

    /** The campus, if a plan in force has phones there. */
    Optional<CheckInCampus> campus(CheckInPlace place);

    /** Whether an event of the phones about that officer would be admitted: the plan has the officer, and the feed may report the agency. */
    boolean mayReport(CheckInCampus campus, String badge, Instant now);

    /** The id of the grant of the printed sheet of that campus that has a code, valid now; empty for any other text. */
    Optional<String> sheet(CheckInPlace place, String code, Instant now);

    /**
     * Whether a printed sheet of that campus is still valid.
     *
     * @param grant the id of its grant
     */
    boolean isSheetValid(CheckInPlace place, String grant, Instant now);

    /** The PIN of an officer; empty for a badge without one, also for an unknown one. */
    Optional<OfficerPin> pin(String district, String badge, Instant now);

    /**
     * The id of the grant of a code with which the officer may choose a PIN, valid now and not used.
     *
     * @param code what somebody entered, whatever that is
     */
    Optional<String> pinCode(String district, String badge, String code, Instant now);
}
