package org.postwatch.checkin.http;

import java.time.ZoneId;
import org.postwatch.checkin.CheckInPlace;
import org.postwatch.intake.FeedAccount;

/**
 * A campus of a plan in force whose officers check in by phone.
 *
 * @param name for people
 * @param feed what the phones report as
 */
public record CheckInCampus(CheckInPlace place, String name, ZoneId zone, FeedAccount feed) {}
