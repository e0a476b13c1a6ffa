package org.postwatch.roster.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Properties;
import net.fortuna.ical4j.data.CalendarParserImpl;

/**
 * The zones that calendars name: by their IANA names, with a prefix as {@code /example.org/America/Denver}, or by the names of Windows
 * as {@code Mountain Standard Time}, which Outlook and Exchange write. The rules are always those of {@code java.time}: rules that a
 * calendar brings itself are often of the year in which somebody made them.
 */
final class CalendarZones {
    private static final Properties WINDOWS = windows();

    private CalendarZones() {}

    /** @throws EntryException if no zone has that name */
    static ZoneId zone(String name) {
        return find(name)
                .orElseThrow(() -> new EntryException("the time zone '" + name
                        + "' is not known; expected an IANA name as America/Denver or a name of Windows"));
    }

    private static Optional<ZoneId> find(String name) {
        Optional<ZoneId> zone = iana(name).or(() -> iana(WINDOWS.getProperty(name, "")));
        String rest = name;
        while (zone.isEmpty() && rest.indexOf('/') >= 0) {
            rest = rest.substring(rest.indexOf('/') + 1);
            zone = iana(rest);
        }
        return zone;
    }

    private static Optional<ZoneId> iana(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** ical4j knows the names of Windows. */
    private static Properties windows() {
        Properties names = new Properties();
        for (String table : new String[] {"msTimezoneIds", "msTimezoneNames"}) {
            try (InputStream in =
                    CalendarParserImpl.class.getResourceAsStream("/net/fortuna/ical4j/transform/compliance/" + table)) {
                names.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }
}
