package org.postwatch.plan;

import java.time.LocalDate;

/**
 * One stretch of time in which a post must be filled. Its id is the local date on which it starts and its name in the
 * document; it lies on that date to its end.
 */
public record DutyWindow(LocalDate date, String name, TimeSpan span) {}
