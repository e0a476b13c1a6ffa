package org.postwatch.intake.cloudevents;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/** Reads the HTTP Protocol Binding for CloudEvents 1.0: structured, batch and binary content mode. Safe for threads. */
public final class CloudEventsHttpReader {
    /** The media type of one event in structured content mode. */
    public static final String STRUCTURED = "application/cloudevents+json";

    /** The media type of several events. */
    public static final String BATCH = "application/cloudevents-batch+json";

    /** The most events of one batch. */
    public static final int MAX_EVENTS = 5_000;

    private static final String ATTRIBUTE_PREFIX = "ce-";
    private static final String EXPECTED_TYPES = "expected '" + STRUCTURED + "', '" + BATCH
            + "', or 'application/json' with the attributes in 'ce-' headers";

    private CloudEventsHttpReader() {}

    /**
     * The events of a request, each in structured JSON and not checked yet.
     *
     * @param headers by name in lower case
     * @throws InvalidRequestException when the content type is not supported, or the body or a header cannot be read
     */
    public static List<byte[]> read(Map<String, List<String>> headers, byte[] body) {
        List<String> types = headers.getOrDefault("content-type", List.of());
        String full = types.isEmpty() ? "" : types.get(0);
        String media = full.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (types.size() > 1 || !isUtf8Charset(full)) {
            throw InvalidRequestException.unsupportedContentType("Content-Type: expected one value, in UTF-8");
        }
        if (media.equals(STRUCTURED)) {
            return List.of(body);
        }
        if (media.equals(BATCH)) {
            return batch(body);
        }
        if (media.startsWith("application/cloudevents")) {
            throw InvalidRequestException.unsupportedContentType(
                    "Content-Type: found '" + EventText.printable(media) + "'; " + EXPECTED_TYPES);
        }
        if (!headers.containsKey(ATTRIBUTE_PREFIX + "specversion")) {
            throw InvalidRequestException.unsupportedContentType("Content-Type: found '" + EventText.printable(media)
                    + "' and no header 'ce-specversion'; " + EXPECTED_TYPES);
        }
        return binary(headers, media, body);
    }

    private static boolean isUtf8Charset(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT).replace("\"", "").replace(" ", "");
        int at = lower.indexOf("charset=");
        return at < 0
                || lower.substring(at + "charset=".length()).split(";", 2)[0].equals("utf-8");
    }

    private static List<byte[]> batch(byte[] body) {
        Optional<List<byte[]>> events;
        try {
            events = EventText.arrayElements(body, MAX_EVENTS);
        } catch (JacksonException e) {
            throw InvalidRequestException.malformed("", "expected a JSON array of events: " + EventText.describe(e));
        } catch (CharacterCodingException e) {
            throw InvalidRequestException.malformed("", "expected UTF-8 text, found bytes that are none");
        }
        int count = events.map(List::size)
                .orElseThrow(() ->
                        InvalidRequestException.malformed("", "expected a JSON array of events, found something else"));
        if (count > MAX_EVENTS) {
            throw InvalidRequestException.tooManyEvents(
                    "expected at most " + MAX_EVENTS + " events in a batch, found more");
        }
        return events.get();
    }

    private static List<byte[]> binary(Map<String, List<String>> headers, String media, byte[] body) {
        Map<String, String> attributes = new TreeMap<>();
        headers.forEach((header, values) -> {
            if (header.startsWith(ATTRIBUTE_PREFIX)) {
                attributes.put(header.substring(ATTRIBUTE_PREFIX.length()), attribute(header, values));
            }
        });
        return List.of(BinaryEvent.toStructured(attributes, ATTRIBUTE_PREFIX, media, body));
    }

    private static String attribute(String header, List<String> values) {
        if (values.size() != 1) {
            throw InvalidRequestException.malformed(header, "expected the header once, found it more often");
        }
        try {
            return decodePercent(values.get(0));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw InvalidRequestException.malformed(
                    header, "expected percent-encoded UTF-8 (CloudEvents HTTP binding, 3.1.3.2)");
        }
    }

    /** Percent-encoding as the binding has it: any character may be encoded, a plus sign stands for itself. */
    private static String decodePercent(String value) throws CharacterCodingException {
        String text = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
            if (low < 0) {
                throw new IllegalArgumentException("a percent sign without two hexadecimal digits");
            }
            bytes.write(high * 16 + low);
            at += 2;
        }
        return EventText.utf8(bytes.toByteArray());
    }
}
