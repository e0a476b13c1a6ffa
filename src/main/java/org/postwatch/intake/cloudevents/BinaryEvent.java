package org.postwatch.intake.cloudevents;

import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An event in binary content mode, in which the attributes are beside the data. */
final class BinaryEvent {
    private BinaryEvent() {}

    /**
     * The same event in structured content mode.
     *
     * @param attributes decoded, by name
     * @param prefix of the attributes' names in the protocol, for messages
     * @param media the media type of the data in lower case, without parameters
     * @throws InvalidRequestException when the data are not what their media type says
     */
    static byte[] toStructured(Map<String, String> attributes, String prefix, String media, byte[] data) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(attributes).forEach((name, value) -> {
            if (name.equals("data") || name.equals("data_base64")) {
                throw InvalidRequestException.malformed(
                        prefix + name, "expected the data in the body, found an attribute of this name");
            }
            event.put(name, value);
        });
        if (data.length > 0) {
            addData(event, media, data);
        }
        return EventText.write(event);
    }

    private static void addData(ObjectNode event, String media, byte[] data) {
        boolean isJson = media.equals("application/json") || media.endsWith("+json");
        if (!isJson) {
            event.put("data_base64", Base64.getEncoder().encodeToString(data));
            return;
        }
        try {
            event.set("data", EventText.readTree(data));
        } catch (JacksonException e) {
            throw InvalidRequestException.malformed("data", "expected JSON: " + EventText.describe(e));
        } catch (CharacterCodingException e) {
            throw InvalidRequestException.malformed("data", "expected UTF-8 text, found bytes that are none");
        }
    }
}
