package org.postwatch.roster.calendar;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;
import org.postwatch.roster.UnreadableRosterException;

/**
 * Collects the components of a calendar as they are written. ical4j's own types of dates are not used: they move occurrences by the
 * zone of the host, and lose overrides.
 */
final class CalendarComponents implements ContentHandler {
    private static final int MAX_DEPTH = 8;

    private final List<CalendarComponent> components = new ArrayList<>();
    private final Deque<List<CalendarProperty>> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private final int maxComponents;
    private Map<String, String> parameters = new HashMap<>();
    private String value = "";
    private boolean isComplete;

    private CalendarComponents(int maxComponents) {
        this.maxComponents = maxComponents;
    }

    /** @throws UnreadableRosterException if it is no calendar, or one that was cut off, or too large */
    static List<CalendarComponent> read(Reader text, int maxComponents) throws IOException {
        CalendarComponents handler = new CalendarComponents(maxComponents);
        try {
            new CalendarParserImpl().parse(new UnfoldingReader(text, true), handler);
        } catch (ParserException e) {
            // The message of the parser repeats the line: what is no calendar may be anything.
            throw new UnreadableRosterException(
                    "it is no calendar in iCalendar form (line " + e.getLineNo() + "); expected BEGIN:VCALENDAR first",
                    e);
        }
        if (!handler.isComplete) {
            throw new UnreadableRosterException("the calendar has no end; expected END:VCALENDAR");
        }
        return handler.components;
    }

    @Override
    public void startCalendar() {
        // What is outside of components is not needed.
    }

    @Override
    public void endCalendar() {
        isComplete = true;
    }

    @Override
    public void startComponent(String name) {
        if (open.size() >= MAX_DEPTH) {
            throw new UnreadableRosterException("components are nested deeper than " + MAX_DEPTH);
        }
        names.push(name.toUpperCase(Locale.ROOT));
        open.push(new ArrayList<>());
    }

    @Override
    public void endComponent(String name) {
        if (open.isEmpty()) {
            throw new UnreadableRosterException("END:" + name + " without its BEGIN");
        }
        if (components.size() >= maxComponents) {
            throw new UnreadableRosterException("the calendar has more than " + maxComponents + " entries");
        }
        components.add(new CalendarComponent(names.pop(), open.pop()));
    }

    @Override
    public void startProperty(String name) {
        parameters = new HashMap<>();
        value = "";
    }

    @Override
    public void propertyValue(String text) {
        value = text;
    }

    @Override
    public void parameter(String name, String text) {
        boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        parameters.put(name.toUpperCase(Locale.ROOT), isQuoted ? text.substring(1, text.length() - 1) : text);
    }

    @Override
    public void endProperty(String name) {
        if (!open.isEmpty()) {
            open.peek().add(new CalendarProperty(name.toUpperCase(Locale.ROOT), parameters, value));
        }
    }
}
