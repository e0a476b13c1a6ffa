package org.postwatch.intake.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.postwatch.http.HttpResponse;
import org.postwatch.http.ProblemDetails;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The forms of response that the resources of intake have in common. */
final class Responses {
    private static final JsonMapper JSON = new JsonMapper();

    private Responses() {}

    static HttpResponse json(int status, Map<String, Object> members) {
        return HttpResponse.json(status, JSON.writeValueAsBytes(members));
    }

    /** Nearly every response: it is written without a tree of its members. */
    static HttpResponse allAccepted(List<EventResult> results) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeNumberProperty("accepted", results.size());
            json.writeNumberProperty("rejected", 0);
            json.writeArrayPropertyStart("results");
            for (EventResult result : results) {
                json.writeStartObject();
                json.writeStringProperty("id", result.id());
                json.writeNumberProperty("index", result.index());
                json.writeStringProperty("status", EventResult.ACCEPTED);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return HttpResponse.json(202, body.toByteArray());
    }

    /** @param reason one word that programs can rely on, as {@code malformed} */
    static HttpResponse problem(int status, String reason, String detail) {
        return HttpResponse.problem(status, reason, detail);
    }

    static HttpResponse problem(int status, String reason, String detail, Map<String, Object> members) {
        ProblemDetails problem = ProblemDetails.of(status, detail).with("reason", reason);
        for (Map.Entry<String, Object> member : members.entrySet()) {
            problem = problem.with(member.getKey(), member.getValue());
        }
        return HttpResponse.problem(problem);
    }

    /** For a client that sent too many wrong credentials. */
    static HttpResponse tooManyFailures(String client, Duration wait) {
        return problem(
                        429,
                        "too-many-failures",
                        "too many requests with wrong credentials from " + client + "; wait and correct them")
                .withHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
    }

    /** For a request that cannot be served now: the client sends it again. */
    static HttpResponse unavailable(String detail, Map<String, Object> members) {
        return problem(503, "unavailable", detail + "; send the request again", members)
                .withHeader("Retry-After", "2");
    }
}
