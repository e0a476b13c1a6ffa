package org.postwatch.checkin.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.postwatch.checkin.CheckInPlace;

/** The paths of the pages. */
public final class CheckInPaths {
    private CheckInPaths() {}

    /** The page of a campus, as {@code /check-in/elm/north}. */
    public static String campus(CheckInPlace place) {
        return "/check-in/" + encode(place.district()) + "/" + encode(place.campus());
    }

    /** What a QR code at the entrance leads to. */
    public static String scanned(CheckInPlace place, String code) {
        return campus(place) + "?code=" + encode(code);
    }

    /** The page on which officers of a district choose a PIN. */
    public static String pin(String district) {
        return "/pin/" + encode(district);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
