package org.postwatch.plan;

import java.time.LocalDate;

/**
 * A span of time in which a post must be filled. Its id is the local date on which it starts and its name in the
 * document; the whole window belongs to that date.
 */
public record DutyWindow(LocalDate date, String name, TimeSpan span) {}
