package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/** The format of the log: text, or JSON for log collectors. */
enum LogFormat {
    TEXT,
    JSON;

    private static volatile LogFormat current = TEXT;

    /** Whether only JSON may be written to stderr. */
    static boolean isJson() {
        return current == JSON;
    }

    /** @throws CommandFailedException when there is no such format */
    static LogFormat parse(String name, String from) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException(from + " is '" + name + "'; expected text or json"));
    }

    /** Activates the format. Earlier lines are not changed. */
    void activate() {
        if (this == current) {
            return;
        }
        if (this == TEXT) {
            throw new IllegalStateException("the format cannot be changed from JSON to text");
        }
        current = JSON;
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        OutputStreamAppender<ILoggingEvent> stderr = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
        JsonLogEncoder lines = new JsonLogEncoder();
        lines.setContext(context);
        lines.start();
        stderr.setEncoder(lines);
    }

    /** A line of the JSON log, for what a command prints itself; without the line break. */
    static String json(Class<?> logger, Level level, String message, Throwable fault) {
        Logger named = (Logger) LoggerFactory.getLogger(logger);
        LoggingEvent event = new LoggingEvent(logger.getName(), named, level, message, fault, new Object[0]);
        return new String(new JsonLogEncoder().encode(event), StandardCharsets.UTF_8).stripTrailing();
    }
}
