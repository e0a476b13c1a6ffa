package org.postwatch.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postwatch.text.PrintableText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Encodes each log event as one JSON object per line with stable keys: {@code ts} (UTC, ms), {@code level}, {@code
 * logger}, {@code thread}, {@code message}, and optionally {@code fault} (a stack trace). The message is the same as
 * in the text log.
 */
final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
    /** Longer texts are truncated: they may come from outside. */
    static final int MAX_CHARS = 16_000;

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NO_BYTES = {};

    @Override
    public byte[] headerBytes() {
        return NO_BYTES;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "ts",
                    Instant.ofEpochMilli(event.getTimeStamp())
                            .truncatedTo(ChronoUnit.MILLIS)
                            .toString());
            json.writeStringProperty("level", event.getLevel().toString());
            json.writeStringProperty("logger", event.getLoggerName());
            json.writeStringProperty("thread", event.getThreadName());
            json.writeStringProperty("message", truncate(event.getFormattedMessage()));
            if (event.getThrowableProxy() != null) {
                json.writeStringProperty("fault", truncate(ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
            json.writeEndObject();
        }
        // What JSON leaves as it is may still turn a terminal's writing around.
        String plain = PrintableText.escape(line.toString(StandardCharsets.UTF_8));
        return (plain + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String truncate(String text) {
        return text == null || text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS - 1) + "…";
    }

    @Override
    public byte[] footerBytes() {
        return NO_BYTES;
    }
}
