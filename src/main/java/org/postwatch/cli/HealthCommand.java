package org.postwatch.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postwatch.app.config.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "health",
        description = {
            "Check whether an instance on this machine is alive, or whether it is ready. Use it for health checks of containers and for rolling restarts.",
            "",
            "An instance is ready if the applications of its roles run, clocks agree, inputs can be read, topics have their required settings, notices are delivered, the front server listens, and disk, file descriptors and memory are sufficient.",
            ""
        })
final class HealthCommand extends AbstractConfiguredCommand {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    @Option(names = "--ready", description = "Check whether the instance is ready, not only whether it is alive.")
    private boolean ready;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The address of health and metrics of the instance. Default: management.host and management.port of the configuration.")
    private URI url;

    @Option(names = "--json", description = "Print the response as it is.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        URI page = endpoint();
        HttpResponse<String> answer = request(page);
        JsonNode checks = parseChecks(page, answer.body());
        if (json) {
            out().println(answer.body());
        } else {
            print(checks);
        }
        return answer.statusCode() == 200 ? 0 : 1;
    }

    private URI endpoint() {
        String path = ready ? "/health/ready" : "/health/live";
        if (url != null) {
            return URI.create(url.toString().replaceFirst("/+$", "") + path);
        }
        Configuration.ManagementOptions http = readConfiguration().management();
        if (!http.isEnabled() || http.port() == 0) {
            throw new CommandFailedException("the configuration has "
                    + (http.isEnabled() ? "management.port: 0 (any free one)" : "management.enabled: false")
                    + "; pass the address with --url; the instance logs it when it starts");
        }
        String host = http.host().equals("0.0.0.0") || http.host().equals("::") ? "127.0.0.1" : http.host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port() + path);
    }

    private static HttpResponse<String> request(URI page) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build();
        try {
            return client.send(
                    HttpRequest.newBuilder(page).timeout(ANSWER_TIMEOUT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailedException(
                    "no response from " + page + " within " + ANSWER_TIMEOUT.toSeconds()
                            + " s; check that an instance is running and that it listens there (management.host, management.port)",
                    e);
        }
    }

    /** Another server at this address must not pass for a healthy Postwatch. */
    private static JsonNode parseChecks(URI page, String body) {
        try {
            JsonNode checks = new JsonMapper().readTree(body).path("checks");
            if (checks.isArray()) {
                return checks;
            }
        } catch (JacksonException e) {
            // Reported below.
        }
        throw new CommandFailedException("the server at " + page + " is not Postwatch; check management.port or --url");
    }

    private void print(JsonNode checks) {
        List<List<String>> rows = new ArrayList<>();
        checks.forEach(check -> rows.add(List.of(
                check.path("ok").asBoolean() ? "ok" : "FAILED",
                check.path("name").asString(),
                check.path("found").asString(),
                check.path("expected").asString())));
        TextTable.format(List.of("", "CHECK", "FOUND", "EXPECTED"), rows).forEach(out()::println);
        checks.forEach(check -> {
            if (!check.path("ok").asBoolean()) {
                err().println("postwatch: " + check.path("name").asString() + ": "
                        + check.path("do").asString());
            }
        });
    }
}
