package org.postwatch.intake.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postwatch.http.HttpHandler;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.http.HttpRoute;
import org.postwatch.http.ProblemDetails;
import org.postwatch.intake.cloudevents.CloudEventsHttpReader;
import org.postwatch.intake.service.SourceStatistics;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** {@code GET /v1/openapi.yaml}: the OpenAPI 3.1 description of the resources for feeds. It is public. */
public final class OpenApiDocument implements HttpHandler {
    private static final String HEADER = "# Made from org.postwatch.intake.http.OpenApiDocument. Do not edit: run\n"
            + "# mvn -q compile dependency:build-classpath -Dmdep.outputFile=target/classpath &&\n"
            + "#   java -cp \"target/classes:$(cat target/classpath)\" org.postwatch.intake.http.OpenApiDocument config/openapi.yaml\n";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();
    private static final Map<Integer, String> PROBLEMS = new TreeMap<>(Map.of(
            400, "The request or its events are malformed; nothing is accepted.",
            401, "The credential is missing, wrong, or not valid now.",
            403, "The source or the district is not that of the credential.",
            413,
                    "The event has more than " + HttpRoute.MESSAGE_BYTES + " bytes, or the batch more than "
                            + HttpRoute.BATCH_BYTES + " bytes or " + CloudEventsHttpReader.MAX_EVENTS + " events.",
            415, "The content type is not supported, or the body is compressed.",
            429, "Too many wrong credentials. Wait as Retry-After says.",
            503,
                    "The brokers did not confirm every event within 2 s, or the instance starts, cannot read the plans or"
                            + " cannot sign for the feed. Send the same request again after Retry-After."));

    private final HttpResponse response =
            HttpResponse.of(200, "application/yaml", generate().getBytes(StandardCharsets.UTF_8));

    /** Writes the description to the file named. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("expected one argument, the file to write");
        }
        Files.writeString(Path.of(args[0]), generate());
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return CompletableFuture.completedFuture(response);
    }

    /** The whole document, always the same. */
    static String generate() {
        return HEADER
                + YAML.writeValueAsString(map(
                        "openapi",
                        "3.1.0",
                        "info",
                        map(
                                "title",
                                "Postwatch intake",
                                "version",
                                "1.0.0",
                                "description",
                                "Takes the CloudEvents 1.0 of feeds. config/asyncapi.yaml has the data of each type."),
                        "security",
                        List.of(map("bearer", List.of()), map("standardWebhooks", List.of())),
                        "paths",
                        map(
                                "/v1/events", map("post", sendEvents(), "options", handshake()),
                                "/v1/hooks/{district}/{name}",
                                        map(
                                                "get", sendMessage("Get"),
                                                "post", sendMessage("Post"),
                                                "put", sendMessage("Put")),
                                "/v1/feeds/{source}", map("get", showFeed()),
                                "/v1/openapi.yaml", map("get", showDescription())),
                        "components",
                        map("securitySchemes", securitySchemes(), "schemas", schemas())));
    }

    private static Map<String, Object> sendEvents() {
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(
                "202",
                map(
                        "description",
                        "Every in-sync replica has at least one of the events; results has each event.",
                        "content",
                        content("application/json", reference("Accepted"))));
        PROBLEMS.forEach(
                (status, description) -> responses.put(Integer.toString(status), problem(status, description)));
        Map<String, Object> contents = new LinkedHashMap<>();
        contents.putAll(content(CloudEventsHttpReader.STRUCTURED, reference("Event")));
        contents.putAll(content(
                CloudEventsHttpReader.BATCH,
                map("type", "array", "maxItems", CloudEventsHttpReader.MAX_EVENTS, "items", reference("Event"))));
        contents.putAll(content(
                "application/json",
                map("description", "Binary content mode: the data; the attributes are in headers ce-NAME.")));
        return map(
                "operationId",
                "sendEvents",
                "summary",
                "Send events; to send them again is harmless",
                "requestBody",
                map("required", true, "content", contents),
                "responses",
                responses);
    }

    /** The body and the credential are those of the vendor, as the profile of the source says. */
    private static Map<String, Object> sendMessage(String method) {
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(
                "200",
                map(
                        "description",
                        "The message need not come again: every in-sync replica has its events, or it became none.",
                        "content",
                        content("application/json", reference("Taken"))));
        responses.put("400", problem(400, "The message is not what the profile of the source expects."));
        responses.put("401", problem(401, "The credential is missing or wrong, or the signature is too old."));
        responses.put("404", problem(404, "The district has no webhook source of that name."));
        responses.put("413", problem(413, "The message has more than " + HooksHandler.MAX_BODY_BYTES + " bytes."));
        responses.put("415", problem(415, "The body is compressed."));
        responses.put("429", problem(429, PROBLEMS.get(429)));
        responses.put("503", problem(503, PROBLEMS.get(503)));
        Map<String, Object> operation = map(
                "operationId",
                "sendMessage" + method,
                "summary",
                "Send a message of a vendor, for a source of a district's intake.yaml",
                "security",
                List.of(),
                "parameters",
                List.of(
                        pathParameter("district", "The id of the district."),
                        pathParameter("name", "The name of the source.")),
                "responses",
                responses);
        if (!method.equals("Get")) {
            operation.put("requestBody", map("content", map("*/*", map())));
        }
        return operation;
    }

    private static Map<String, Object> pathParameter(String name, String description) {
        return map("name", name, "in", "path", "required", true, "description", description, "schema", text());
    }

    private static Map<String, Object> handshake() {
        return map(
                "operationId",
                "askForDelivery",
                "summary",
                "The handshake of the CloudEvents webhook specification",
                "security",
                List.of(),
                "parameters",
                List.of(map("name", "WebHook-Request-Origin", "in", "header", "schema", text())),
                "responses",
                map("200", map("description", "The origin may send events with a credential.")));
    }

    private static Map<String, Object> showFeed() {
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(
                "200",
                map(
                        "description",
                        "The counts of this instance since its start.",
                        "content",
                        content("application/json", reference("Feeds"))));
        for (int status : List.of(401, 403, 429, 503)) {
            responses.put(Integer.toString(status), problem(status, PROBLEMS.get(status)));
        }
        return map(
                "operationId",
                "showFeed",
                "summary",
                "Show what was accepted and rejected",
                "parameters",
                List.of(pathParameter("source", "The source of the feed.")),
                "responses",
                responses);
    }

    private static Map<String, Object> showDescription() {
        return map(
                "operationId",
                "showDescription",
                "summary",
                "This description",
                "security",
                List.of(),
                "responses",
                map("200", map("description", "OpenAPI 3.1", "content", content("application/yaml", map()))));
    }

    private static Map<String, Object> problem(int status, String description) {
        Map<String, Object> response = map("description", description);
        if (status == 429 || status == 503) {
            response.put("headers", map("Retry-After", map("description", "In s.", "schema", map("type", "integer"))));
        }
        response.put("content", content(ProblemDetails.MEDIA_TYPE, reference("Problem")));
        return response;
    }

    private static Map<String, Object> securitySchemes() {
        return map(
                "bearer",
                map("type", "http", "scheme", "bearer", "description", "The secret of the feed's key."),
                "standardWebhooks",
                map(
                        "type",
                        "apiKey",
                        "in",
                        "header",
                        "name",
                        "webhook-signature",
                        "description",
                        "With webhook-id and webhook-timestamp, as in Standard Webhooks, with the secret as key."));
    }

    private static Map<String, Object> schemas() {
        Map<String, Object> attributes = map(
                "specversion", map("const", "1.0"),
                "id", text(),
                "source", text(),
                "type", text(),
                "time", map("type", "string", "format", "date-time"),
                "subject", text(),
                "partitionkey", map("type", "string", "description", "The district."),
                "data", map("type", "object"));
        Map<String, Object> result = map(
                "index", count(),
                "id", text(),
                "status", map("enum", List.of("accepted", "rejected")),
                "reason", text(),
                "field", text(),
                "detail", text());
        Map<String, Object> rejection =
                map("at", text(), "id", text(), "reason", text(), "field", text(), "detail", text());
        Map<String, Object> feed = map(
                "district", text(),
                "source", text(),
                "since", text(),
                "lastEvent", map("type", List.of("string", "null")),
                "accepted", count(),
                "rejected", map("type", "object", "additionalProperties", count()),
                "newestRejections",
                        map("type", "array", "maxItems", SourceStatistics.MAX_REJECTIONS, "items", object(rejection)));
        return map(
                "Event",
                map(
                        "type",
                        "object",
                        "required",
                        List.of("specversion", "id", "source", "type", "time", "partitionkey"),
                        "properties",
                        attributes),
                "Result",
                object(result),
                "Accepted",
                object(map("accepted", count(), "rejected", count(), "results", list(reference("Result")))),
                "Taken",
                object(map("accepted", count(), "unmapped", count(), "dropped", list(text()))),
                "Problem",
                object(map(
                        "type", text(),
                        "title", text(),
                        "status", count(),
                        "detail", text(),
                        "reason", text(),
                        "field", text(),
                        "results", list(reference("Result")))),
                "Feeds",
                object(map("feeds", list(object(feed)))));
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        return map("type", "object", "properties", properties);
    }

    private static Map<String, Object> list(Map<String, Object> items) {
        return map("type", "array", "items", items);
    }

    private static Map<String, Object> text() {
        return map("type", "string");
    }

    private static Map<String, Object> count() {
        return map("type", "integer", "minimum", 0);
    }

    private static Map<String, Object> reference(String schema) {
        return map("$ref", "#/components/schemas/" + schema);
    }

    private static Map<String, Object> content(String mediaType, Map<String, Object> schema) {
        return map(mediaType, map("schema", schema));
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
