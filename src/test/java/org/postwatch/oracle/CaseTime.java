package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/** Times as the cases write them: {@code 07:30} on their Monday, or {@code 2026-09-15 07:30}; local at campus A. */
public final class CaseTime {
    public static final ZoneId ZONE = ZoneId.of("America/Denver");
    public static final LocalDate MONDAY = LocalDate.of(2026, 9, 14);

    private CaseTime() {}

    public static Instant at(String text) {
        return local(text).atZone(ZONE).toInstant();
    }

    public static LocalDateTime local(String text) {
        String[] parts = text.split(" ");
        return parts.length == 1
                ? MONDAY.atTime(LocalTime.parse(text))
                : LocalDate.parse(parts[0]).atTime(LocalTime.parse(parts[1]));
    }
}
