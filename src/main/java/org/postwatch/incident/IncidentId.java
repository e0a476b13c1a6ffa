package org.postwatch.incident;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * The id of an incident, unique in its district: the kind, then what there is one incident for.
 *
 * @param kind as {@code coverage}; without {@code /}
 * @param subject as {@code socorro-hs/sro/2026-09-14/day}; may contain {@code /}, may be empty
 */
public record IncidentId(String kind, String subject) {
    /** Characters of an id. */
    public static final int MAX_LENGTH = 512;

    private static final char SEPARATOR = '/';

    public static IncidentId of(IncidentKind kind, Object... parts) {
        return of(kind.wireName(), parts);
    }

    /** @param parts each is written with {@code toString} */
    public static IncidentId of(String kind, Object... parts) {
        StringJoiner subject = new StringJoiner("/");
        for (Object part : parts) {
            subject.add(part.toString());
        }
        return new IncidentId(kind, subject.toString());
    }

    /** What all ids with these first parts start with, as {@code conduct/socorro-hs/staff/}. */
    public static String prefix(String kind, Object... parts) {
        return of(kind, parts).text() + SEPARATOR;
    }

    /** This id with one more part. */
    public IncidentId with(String part) {
        return of(kind, subject, part);
    }

    /** Reads what {@link #text} writes. The subject is empty if the text has no {@code /}. */
    public static IncidentId parse(String text) {
        int end = text.indexOf(SEPARATOR);
        return end < 0 ? new IncidentId(text, "") : new IncidentId(text.substring(0, end), text.substring(end + 1));
    }

    /** The first part of the subject: the campus, for kinds that belong to a campus. */
    public String campus() {
        int end = subject.indexOf(SEPARATOR);
        return end < 0 ? subject : subject.substring(0, end);
    }

    /** Empty for the alerts of the notification engine itself, as {@code conduct}. */
    public Optional<IncidentKind> incidentKind() {
        return IncidentKind.find(kind);
    }

    /** As {@code coverage/socorro-hs/sro/2026-09-14/day}. */
    public String text() {
        return subject.isEmpty() ? kind : kind + SEPARATOR + subject;
    }
}
