package org.postwatch.intake.profile;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML as maps, lists and texts. The root is the one key of the result. An element with elements in it is a list of maps under
 * its name, even if there is one; an element with text only is its text, or a list of texts if there are several. Names are
 * local names; attributes are left out. Document types are refused, so that nothing is fetched and no entity can grow.
 */
final class XmlBody {
    private static final String EXPECTED =
            "expected XML of at most " + MessageBody.MAX_DEPTH + " levels without a document type";

    private XmlBody() {}

    /** A root element with its name, or what is wrong with the text; never a value of it. */
    record XmlReading(Map<String, Object> value, Optional<String> fault) {}

    static XmlReading read(String text) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
            try {
                return new XmlReading(root(reader), Optional.empty());
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // The parser's own words can hold a piece of the body.
            return new XmlReading(Map.of(), Optional.of(EXPECTED));
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        return factory;
    }

    private static Map<String, Object> root(XMLStreamReader reader) throws XMLStreamException {
        Map<String, Object> root = Map.of();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                root = Map.of(reader.getLocalName(), element(reader, 1));
            }
        }
        return root;
    }

    /** The element at which the reader stands; afterwards it stands at its end. */
    private static Object element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > MessageBody.MAX_DEPTH) {
            throw new XMLStreamException("too deep");
        }
        Map<String, List<Object>> children = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT ->
                    children.computeIfAbsent(reader.getLocalName(), name -> new ArrayList<>())
                            .add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return children.isEmpty() ? text.toString().strip() : fields(children);
                }
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw new XMLStreamException("an entity");
            }
        }
    }

    private static Map<String, Object> fields(Map<String, List<Object>> children) {
        Map<String, Object> fields = new LinkedHashMap<>();
        children.forEach((name, elements) -> fields.put(
                name,
                elements.size() == 1 && elements.get(0) instanceof String text
                        ? text
                        : Collections.unmodifiableList(elements)));
        return Collections.unmodifiableMap(fields);
    }
}
