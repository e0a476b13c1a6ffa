package org.postwatch.delivery.cap;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What CAP 1.2 asks of a message, its schema and its prose (sections 3.2 and 3.3), as far as Postwatch writes it. */
final class CapValidator {
    /** An element's place among its neighbours, and how often it may stand there. */
    private record ElementRule(String name, int min, int max) {}

    private static final String TIME_TEXT = "\\d\\d\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[-+]\\d\\d:\\d\\d";
    private static final Pattern TIME = Pattern.compile(TIME_TEXT);
    private static final int MANY = Integer.MAX_VALUE;
    private static final Map<String, List<ElementRule>> ORDER = Map.of(
            "alert",
            List.of(
                    one("identifier"),
                    one("sender"),
                    one("sent"),
                    one("status"),
                    one("msgType"),
                    optional("source"),
                    one("scope"),
                    optional("restriction"),
                    optional("addresses"),
                    many("code"),
                    optional("note"),
                    optional("references"),
                    optional("incidents"),
                    many("info")),
            "info",
            List.of(
                    optional("language"),
                    new ElementRule("category", 1, MANY),
                    one("event"),
                    many("responseType"),
                    one("urgency"),
                    one("severity"),
                    one("certainty"),
                    optional("audience"),
                    many("eventCode"),
                    optional("effective"),
                    optional("onset"),
                    optional("expires"),
                    optional("senderName"),
                    optional("headline"),
                    optional("description"),
                    optional("instruction"),
                    optional("web"),
                    optional("contact"),
                    many("parameter"),
                    many("resource"),
                    many("area")),
            "parameter",
            List.of(one("valueName"), one("value")),
            "area",
            List.of(
                    one("areaDesc"),
                    many("polygon"),
                    many("circle"),
                    many("geocode"),
                    optional("altitude"),
                    optional("ceiling")));
    private static final Map<String, Set<String>> ALLOWED_VALUES = Map.of(
            "status", Set.of("Actual", "Exercise", "System", "Test", "Draft"),
            "msgType", Set.of("Alert", "Update", "Cancel", "Ack", "Error"),
            "scope", Set.of("Public", "Restricted", "Private"),
            "category",
                    Set.of(
                            "Geo",
                            "Met",
                            "Safety",
                            "Security",
                            "Rescue",
                            "Fire",
                            "Health",
                            "Env",
                            "Transport",
                            "Infra",
                            "CBRNE",
                            "Other"),
            "responseType",
                    Set.of(
                            "Shelter",
                            "Evacuate",
                            "Prepare",
                            "Execute",
                            "Avoid",
                            "Monitor",
                            "Assess",
                            "AllClear",
                            "None"),
            "urgency", Set.of("Immediate", "Expected", "Future", "Past", "Unknown"),
            "severity", Set.of("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
            "certainty", Set.of("Observed", "Likely", "Possible", "Unlikely", "Unknown"));
    private static final Map<String, Pattern> PATTERNS = Map.of(
            "identifier",
            Pattern.compile("[^\\s,<&]+"),
            "sender",
            Pattern.compile("[^\\s,<&]+"),
            "language",
            Pattern.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
            "sent",
            TIME,
            "effective",
            TIME,
            "onset",
            TIME,
            "expires",
            TIME,
            "references",
            Pattern.compile("(?:^|\\s)[^\\s,<&]+,[^\\s,<&]+," + TIME_TEXT + "(?=\\s|$)"));

    private final List<String> violations = new ArrayList<>();

    private CapValidator() {}

    /** What is wrong; empty: nothing. */
    static List<String> violations(byte[] xml) {
        CapValidator rules = new CapValidator();
        rules.document(parse(xml));
        return rules.violations;
    }

    static Document parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + e.getMessage(), e);
        }
    }

    static List<Element> children(Element element, String name) {
        return children(element).stream()
                .filter(child -> child.getLocalName().equals(name))
                .toList();
    }

    /** Of the only such element below. */
    static Optional<String> text(Element element, String name) {
        return children(element, name).stream().findFirst().map(Node::getTextContent);
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private void document(Document document) {
        Element alert = document.getDocumentElement();
        check(alert.getLocalName().equals("alert"), "the root is " + alert.getLocalName());
        element(alert);
        alert(alert);
        for (Element info : children(alert, "info")) {
            info(alert, info);
        }
    }

    private void element(Element element) {
        String name = element.getLocalName();
        check("urn:oasis:names:tc:emergency:cap:1.2".equals(element.getNamespaceURI()), name + " is of no CAP 1.2");
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            check(element.getAttributes().item(i).getNodeName().startsWith("xmlns"), name + " has an attribute");
        }
        List<ElementRule> places = ORDER.get(name);
        if (places == null) {
            check(children(element).isEmpty(), name + " has elements in it");
            check(!element.getTextContent().isBlank() || name.equals("value"), name + " is empty");
            checkValue(name, element.getTextContent());
            return;
        }
        checkOrder(name, places, children(element));
        children(element).forEach(this::element);
    }

    private void checkOrder(String parent, List<ElementRule> places, List<Element> children) {
        int at = 0;
        for (ElementRule place : places) {
            int n = 0;
            while (at < children.size() && children.get(at).getLocalName().equals(place.name())) {
                n++;
                at++;
            }
            check(n >= place.min() && n <= place.max(), parent + " has " + n + " of " + place.name());
        }
        check(at == children.size(), parent + " has elements out of order or unknown");
    }

    private void checkValue(String name, String text) {
        check(!ALLOWED_VALUES.containsKey(name) || ALLOWED_VALUES.get(name).contains(text), name + " is " + text);
        Pattern form = PATTERNS.get(name);
        if (name.equals("references")) {
            check(form.matcher(text).replaceAll("").isBlank(), "references are " + text);
        } else if (form != null) {
            check(form.matcher(text).matches(), name + " is " + text);
        }
        if (form == TIME) {
            check(isTime(text), name + " is at no time: " + text);
        }
    }

    private void alert(Element alert) {
        String scope = text(alert, "scope").orElse("");
        check(scope.equals("Restricted") == text(alert, "restriction").isPresent(), "restriction and scope " + scope);
        check(!scope.equals("Private") || text(alert, "addresses").isPresent(), "no addresses, though private");
        String type = text(alert, "msgType").orElse("");
        check(
                !Set.of("Update", "Cancel", "Ack", "Error").contains(type)
                        || text(alert, "references").isPresent(),
                type + " without references");
        // Only what was sent before can be replaced, and not by itself.
        String own = text(alert, "identifier").orElse("");
        for (String reference : text(alert, "references").orElse("").split("\\s")) {
            check(!reference.contains("," + own + ","), "replaces itself");
        }
    }

    private void info(Element alert, Element info) {
        text(info, "headline")
                .ifPresent(line -> check(line.codePointCount(0, line.length()) <= 160, "headline is long"));
        text(info, "expires")
                .filter(CapValidator::isTime)
                .ifPresent(expires -> text(alert, "sent")
                        .filter(CapValidator::isTime)
                        .ifPresent(sent -> check(time(expires).isAfter(time(sent)), "expires as it is sent")));
    }

    private static boolean isTime(String text) {
        try {
            time(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The library knows no offset of minus nothing. */
    private static OffsetDateTime time(String text) {
        return OffsetDateTime.parse(text.replaceFirst("-00:00$", "Z"));
    }

    private void check(boolean kept, String otherwise) {
        if (!kept) {
            violations.add(otherwise);
        }
    }

    private static ElementRule one(String name) {
        return new ElementRule(name, 1, 1);
    }

    private static ElementRule optional(String name) {
        return new ElementRule(name, 0, 1);
    }

    private static ElementRule many(String name) {
        return new ElementRule(name, 0, MANY);
    }
}
