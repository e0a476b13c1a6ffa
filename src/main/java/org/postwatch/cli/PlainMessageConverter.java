package org.postwatch.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.postwatch.text.PrintableText;

/** A message in the log, as plain text: what others wrote into it ends no line and gives a terminal no order. */
public final class PlainMessageConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        // Kafka logs its settings in many lines; they contain no external input.
        boolean own = event.getLoggerName().startsWith("org.postwatch");
        return PrintableText.escape(event.getFormattedMessage(), own ? "" : "\n\t");
    }

    /** A stack trace; its messages may contain external input, too. */
    public static final class PlainStackTraceConverter extends ThrowableProxyConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return PrintableText.escape(super.convert(event), "\n\t");
        }
    }
}
