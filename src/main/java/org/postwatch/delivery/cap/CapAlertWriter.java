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
final class CapAlertWriter {
    static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    /** Whole seconds, an offset and never {@code Z}: the standard writes UTC so (3.3.2). */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'-00:00'", Locale.ROOT);

    private final XMLStreamWriter xml;

    private CapAlertWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static byte[] write(CapAlert alert) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            new CapAlertWriter(xml).writeAlert(alert);
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

    private void writeAlert(CapAlert alert) throws XMLStreamException {
        xml.writeStartElement("alert");
        xml.writeDefaultNamespace(NAMESPACE);
        writeElement("identifier", alert.identifier());
        writeElement("sender", alert.sender());
        writeElement("sent", time(alert.sent()));
        writeElement("status", alert.status().name());
        writeElement("msgType", alert.type().name());
        writeElement("scope", alert.scope().name());
        if (alert.restriction().isPresent()) {
            writeElement("restriction", alert.restriction().get());
        }
        if (!alert.addresses().isEmpty()) {
            writeElement(
                    "addresses",
                    alert.addresses().stream().map(CapAlertWriter::quoted).collect(joining(" ")));
        }
        if (alert.note().isPresent()) {
            writeElement("note", alert.note().get());
        }
        if (!alert.references().isEmpty()) {
            writeElement("references", String.join(" ", alert.references()));
        }
        writeElement("incidents", alert.incident());
        writeInfo(alert.info());
        xml.writeEndElement();
    }

    private void writeInfo(CapAlert.CapInfo info) throws XMLStreamException {
        xml.writeStartElement("info");
        writeElement("language", "en-US");
        writeElement("category", info.category().name());
        writeElement("event", info.event());
        writeElement("responseType", info.response().name());
        writeElement("urgency", info.urgency().name());
        writeElement("severity", info.severity().name());
        writeElement("certainty", info.certainty().name());
        writeElement("effective", time(info.effective()));
        if (info.onset().isPresent()) {
            writeElement("onset", time(info.onset().get()));
        }
        writeElement("expires", time(info.expires()));
        writeElement("headline", info.headline());
        writeElement("description", info.description());
        for (CapAlert.CapParameter parameter : info.parameters()) {
            xml.writeStartElement("parameter");
            writeElement("valueName", parameter.name());
            writeElement("value", parameter.value());
            xml.writeEndElement();
        }
        for (String area : info.areas()) {
            xml.writeStartElement("area");
            writeElement("areaDesc", area);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void writeElement(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(toXmlText(text));
        xml.writeEndElement();
    }

    /** Addresses are divided by spaces; one that has some is quoted. */
    private static String quoted(String address) {
        return address.contains(" ") ? '"' + address + '"' : address;
    }

    /** XML 1.0 has no place for some characters, however they are escaped. */
    private static String toXmlText(String text) {
        StringBuilder allowed = new StringBuilder(text.length());
        text.codePoints().forEach(c -> allowed.appendCodePoint(isAllowed(c) ? c : '\uFFFD'));
        return allowed.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
