package org.postwatch.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.event.Event;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport;
import org.postwatch.intake.Transport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.VerificationResult;
import org.postwatch.wire.EventWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message of a vendor in {@code src/test/resources/intake/PROFILE/} with what it becomes. {@code source.json} there holds
 * the source that all of them share.
 */
record MessageSample(Path file, ObjectNode json, ObjectNode sharedSource) {
    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String SOURCE_FILE = "source.json";

    static List<MessageSample> ofProfile(Path directory) throws IOException {
        ObjectNode source = (ObjectNode) JSON.readTree(Files.readAllBytes(directory.resolve(SOURCE_FILE)));
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith(SOURCE_FILE))
                    .sorted()
                    .map(file -> read(file, source))
                    .toList();
        }
    }

    private static MessageSample read(Path file, ObjectNode source) {
        try {
            return new MessageSample(file, (ObjectNode) JSON.readTree(Files.readAllBytes(file)), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file.getParent().getFileName() + "/" + name();
    }

    String name() {
        return file.getFileName().toString();
    }

    /** As {@code normal} of {@code normal-press.json}. */
    String kind() {
        return name().split("[-.]")[0];
    }

    Optional<String> duplicateOf() {
        return json.has("duplicateOf") ? Optional.of(json.path("duplicateOf").stringValue()) : Optional.empty();
    }

    /** What senders of webhooks know; a sample with it is verified before it is evaluated. */
    List<String> secrets() {
        String secret = json.path("secret").asString(sharedSource.path("secret").asString(""));
        return secret.isEmpty() ? List.of() : List.of(secret);
    }

    IntakeMessage message() {
        return message(body(json.path("message").path("body")));
    }

    /** The same message, with the keys of all its objects in reverse order. */
    IntakeMessage messageWithReversedKeys() {
        return message(body(reversed(json.path("message").path("body"))));
    }

    boolean hasJsonBody() {
        return json.path("message").path("body").isContainer();
    }

    private IntakeMessage message(byte[] body) {
        JsonNode message = json.path("message");
        return new IntakeMessage(
                Transport.ofDocumentName(message.path("transport").stringValue())
                        .orElseThrow(),
                message.path("topic").asString(""),
                message.path("retained").asBoolean(false),
                strings(message.path("headers")),
                strings(message.path("query")),
                message.has("text") ? message.path("text").stringValue().getBytes(UTF_8) : body,
                Instant.parse(message.path("arrival").asString("2026-09-14T13:30:00Z")),
                Optional.empty());
    }

    private static byte[] body(JsonNode body) {
        return body.isMissingNode() ? new byte[0] : body.toString().getBytes(UTF_8);
    }

    private static JsonNode reversed(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> copy.add(reversed(element)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            List<String> names = new ArrayList<>(object.propertyNames());
            Collections.reverse(names);
            names.forEach(name -> copy.set(name, reversed(object.get(name))));
            return copy;
        }
        return node;
    }

    IntakeSource source(ProfileText profile) {
        ObjectNode source = sharedSource.deepCopy();
        json.path("source").properties().forEach(entry -> source.set(entry.getKey(), entry.getValue()));
        return new IntakeSource(
                source.path("district").asString("springfield"),
                "a-source",
                source.path("feed").asString("a-feed"),
                new SourceTransport.WebhookTransport(),
                profile,
                map(source.path("map")),
                strings(source.path("with")),
                List.of());
    }

    private static VendorMap map(JsonNode kinds) {
        Map<String, Map<String, MappedTarget>> byKind = new HashMap<>();
        kinds.properties().forEach(kind -> {
            Map<String, MappedTarget> targets = new HashMap<>();
            kind.getValue().properties().forEach(id -> targets.put(id.getKey(), target(id.getValue())));
            byKind.put(kind.getKey(), targets);
        });
        return new VendorMap(byKind);
    }

    private static MappedTarget target(JsonNode json) {
        return new MappedTarget(
                part(json, "campus"), part(json, "entrance"), part(json, "device"), part(json, "officer"));
    }

    private static Optional<String> part(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.path(name).stringValue()) : Optional.empty();
    }

    private static Map<String, String> strings(JsonNode json) {
        Map<String, String> strings = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asString()));
        return strings;
    }

    /** What a result is in a sample's {@code expect}. */
    static ObjectNode expectation(IntakeResult result) {
        ObjectNode json = JSON.createObjectNode();
        EventWriter writer = new EventWriter();
        if (!result.events().isEmpty()) {
            ArrayNode events = json.putArray("events");
            for (Event event : result.events()) {
                events.add(JSON.readTree(writer.write(event)));
            }
        }
        if (!result.unmapped().isEmpty()) {
            ArrayNode unmapped = json.putArray("unmapped");
            result.unmapped().keySet().forEach(id -> unmapped.add(id.kind() + " " + id.id()));
        }
        if (!result.rejections().isEmpty()) {
            ArrayNode rejected = json.putArray("rejected");
            result.rejections().forEach(rejection -> rejected.add(rejection.toString()));
        }
        if (!result.drops().isEmpty()) {
            ArrayNode dropped = json.putArray("dropped");
            result.drops().stream().map(DropReason::wireName).sorted().forEach(dropped::add);
        }
        return json;
    }

    /** The same for a message that is answered or refused before it is evaluated. */
    static ObjectNode expectation(VerificationResult result) {
        ObjectNode json = JSON.createObjectNode();
        if (result instanceof VerificationResult.Refused refused) {
            json.put("refused", refused.reason().wireName());
        } else if (result instanceof VerificationResult.HandshakeReply reply) {
            ObjectNode sent = json.putObject("reply").put("status", reply.status());
            reply.headers().forEach(sent::put);
        }
        return json;
    }

    void renew(ObjectNode expectation) throws IOException {
        json.set("expect", expectation);
        Files.writeString(file, JSON.writeValueAsString(json) + "\n");
    }
}
