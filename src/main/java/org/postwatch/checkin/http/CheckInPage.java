package org.postwatch.checkin.http;

import java.util.Optional;

/**
 * The page after the scan: badge and PIN.
 *
 * @param ticket proves the place
 * @param badge the one that the phone remembers, or an empty text
 * @param problem why the last attempt failed
 */
public record CheckInPage(CheckInCampus campus, String ticket, String badge, Optional<String> problem) {
    /** Where the form goes. */
    public String action() {
        return CheckInPaths.campus(campus.place()) + "/officer";
    }
}
