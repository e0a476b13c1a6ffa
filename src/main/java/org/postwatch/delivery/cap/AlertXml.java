package org.postwatch.delivery.cap;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes messages, elements in the order that the schema wants. */
final class AlertXml {
    static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    /** Whole seconds, an offset and never {@code Z}: the standard writes UTC so (3.3.2). */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'-00:00'", Locale.ROOT);

    private final XMLStreamWriter xml;

    private AlertXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static byte[] write(Alert alert) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            new AlertXml(xml).alert(alert);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("bytes in memory could not be written", e);
        }
        return bytes.toByteArray();
    }

    static String time(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private void alert(Alert alert) throws XMLStreamException {
        xml.writeStartElement("alert");
        xml.writeDefaultNamespace(NAMESPACE);
        put("identifier", alert.identifier());
        put("sender", alert.sender());
        put("sent", time(alert.sent()));
        put("status", alert.status().name());
        put("msgType", alert.type().name());
        put("scope", alert.scope().name());
        if (alert.restriction().isPresent()) {
            put("restriction", alert.restriction().get());
        }
        if (!alert.addresses().isEmpty()) {
            put("addresses", alert.addresses().stream().map(AlertXml::quoted).collect(joining(" ")));
        }
        if (alert.note().isPresent()) {
            put("note", alert.note().get());
        }
        if (!alert.references().isEmpty()) {
            put("references", String.join(" ", alert.references()));
        }
        put("incidents", alert.incident());
        info(alert.info());
        xml.writeEndElement();
    }

    private void info(Alert.Info info) throws XMLStreamException {
        xml.writeStartElement("info");
        put("language", "en-US");
        put("category", info.category().name());
        put("event", info.event());
        put("responseType", info.response().name());
        put("urgency", info.urgency().name());
        put("severity", info.severity().name());
        put("certainty", info.certainty().name());
        put("effective", time(info.effective()));
        if (info.onset().isPresent()) {
            put("onset", time(info.onset().get()));
        }
        put("expires", time(info.expires()));
        put("headline", info.headline());
        put("description", info.description());
        for (Alert.Parameter parameter : info.parameters()) {
            xml.writeStartElement("parameter");
            put("valueName", parameter.name());
            put("value", parameter.value());
            xml.writeEndElement();
        }
        for (String area : info.areas()) {
            xml.writeStartElement("area");
            put("areaDesc", area);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void put(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(allowed(text));
        xml.writeEndElement();
    }

    /** Addresses are divided by spaces; one that has some is quoted. */
    private static String quoted(String address) {
        return address.contains(" ") ? '"' + address + '"' : address;
    }

    /** XML 1.0 has no place for some characters, however they are escaped. */
    private static String allowed(String text) {
        StringBuilder allowed = new StringBuilder(text.length());
        text.codePoints().forEach(c -> allowed.appendCodePoint(isAllowed(c) ? c : '\uFFFD'));
        return allowed.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
