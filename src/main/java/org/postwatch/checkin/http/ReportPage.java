package org.postwatch.checkin.http;

import java.util.Optional;
import org.postwatch.event.PresenceSignal.SignalKind;

/**
 * The page with the buttons, and above them what the last one did.
 *
 * @param session proves officer and place
 * @param form the id of the next report: a form that is sent twice is one report
 * @param result of the last report; empty on the first page
 */
public record ReportPage(
        CheckInCampus campus, String badge, String session, String form, Optional<ReportResult> result) {
    /**
     * What a button did.
     *
     * @param isRecorded whether it is written
     * @param outcome what happened, in two or three words
     * @param detail for the officer
     * @param retry the kind that can be sent again with the same form; empty if that would not help
     */
    public record ReportResult(boolean isRecorded, String outcome, String detail, Optional<RetriedReport> retry) {
        /** As {@code Recorded: Arrived at 07:20:05.} */
        public String text() {
            return outcome + ": " + detail;
        }

        int status() {
            if (isRecorded) {
                return 200;
            }
            return retry.isPresent() ? 503 : 400;
        }
    }

    /**
     * A report that is sent again as it was.
     *
     * @param where as entered, or an empty text
     */
    public record RetriedReport(SignalKind kind, String form, String where) {}

    /** What a screen reader says first. */
    public String title() {
        return result.map(last -> last.outcome() + " - ").orElse("") + campus.name();
    }

    /** Where the forms go. */
    public String action() {
        return CheckInPaths.campus(campus.place()) + "/report";
    }

    /** The name of a button in a form. */
    public static String nameOf(SignalKind kind) {
        return kind.type().shortName();
    }

    /** The text on a button. */
    public static String labelOf(SignalKind kind) {
        return switch (kind) {
            case CHECKED_IN -> "Arrived";
            case CALLED_AWAY -> "Called away";
            case RETURNED -> "Back";
            case CHECKED_OUT -> "Left";
        };
    }
}
