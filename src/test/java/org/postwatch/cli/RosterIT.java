package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A district keeps its shifts in a calendar: what changes there is planned and cancelled, and a fault there is noticed. */
class RosterIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String DISTRICT = SmallDistrict.DOCUMENT.replace(
            "feeds:",
            "settings: { no-show: { grace: 0m } }\nfeeds:\n  - { source: shifts, agencies: [district], types: [shift-planned, shift-cancelled], limit: 2m }");
    private static final String INTAKE = """
            rosters:
              sro-calendar:
                kind: ical
                feed: shifts
                address: secret:calendar
                every: 10s
                rules:
                  - { summary: "SRO *", campus: a }
                  - { attendee: roe@police.example, officer: P-1 }
            """;

    /** A series at this time on all days, the first of which is moved to an earlier time. */
    private final Instant planned =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(3, ChronoUnit.HOURS);

    private final AtomicInteger status = new AtomicInteger(404);
    private final AtomicInteger unchanged = new AtomicInteger();
    private Instant moved;
    private volatile String calendar = "";

    @TempDir
    Path directory;

    private HttpServer web;
    private PostwatchServer node;
    private String config;
    private ClientSettings clients;

    @BeforeEach
    void start() throws Exception {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/private/sro.ics", this::answer);
        web.start();
        Path secrets = Files.createDirectories(directory.resolve("secrets").resolve("d"));
        Files.setPosixFilePermissions(
                Files.writeString(
                        secrets.resolve("calendar"),
                        "http://127.0.0.1:" + web.getAddress().getPort() + "/private/sro.ics\n"),
                PosixFilePermissions.fromString("rw-------"));
        Path file = Files.writeString(
                directory.resolve("instance.yaml"), """
                data.directory: %s
                secrets.directory: %s
                security.feeds: open
                outgoing.allow: [127.0.0.1]
                management.port: 0
                front.port: 0
                broker.port: 0
                roles: [intake, coverage]
                """.formatted(directory.resolve("data"), secrets.getParent()));
        node = PostwatchServer.startWithObservability(
                Configuration.read(file), RunCommand::coverageTopology, RunCommand::notificationTopology);
        Path client = Files.writeString(
                directory.resolve("client.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n");
        config = client.toString();
        clients = ClientSettings.of(Configuration.read(client));
    }

    @AfterEach
    void stop() {
        node.close();
        web.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = calendar;
        String etag = "\"" + body.hashCode() + "\"";
        boolean isKnown = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        if (status.get() == 200 && isKnown) {
            unchanged.incrementAndGet();
            exchange.sendResponseHeaders(304, -1);
        } else {
            exchange.getResponseHeaders().set("ETag", etag);
            exchange.sendResponseHeaders(status.get(), 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
        exchange.close();
    }

    @Test
    void a_moved_shift_is_planned_and_missed_then_cancelled_and_a_fault_cancels_nothing() throws Exception {
        apply();
        // No shift is watched that starts before.
        moved = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        calendar = calendar(event(""), override(moved));
        status.set(200);
        List<JsonNode> shifts = await(this::shiftEvents, events -> events.size() >= 20);
        assertThat(shifts).hasSize(28).allMatch(event -> type(event).equals("postwatch.shift.planned"));
        assertThat(shifts)
                .filteredOn(event -> text(event, "from").equals(moved.toString()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("subject").asString()).isEqualTo("P-1");
                    assertThat(event.path("source").asString()).isEqualTo("shifts");
                    assertThat(text(event, "campus")).isEqualTo("a");
                    assertThat(text(event, "to"))
                            .isEqualTo(moved.plus(4, ChronoUnit.HOURS).toString());
                });
        assertThat(shifts).noneMatch(event -> text(event, "from").equals(planned.toString()));
        String incident = await(this::incidents, all -> all.contains("no-show"));
        assertThat(incident).contains("\"opened\":\"" + moved + "\"");
        await(
                this::sources,
                out -> out.lines()
                        .anyMatch(
                                line -> line.matches("d +sro-calendar +roster +ical +shifts +ok: 28 shifts until .*")));

        await(unchanged::get, times -> times > 0);
        assertThat(shiftEvents()).hasSize(28);
        calendar = calendar(event("EXDATE:" + UTC.format(planned.plus(2, ChronoUnit.DAYS)) + "\r\n"), override(moved));
        List<JsonNode> later = await(this::shiftEvents, events -> events.size() > 28);
        assertThat(later).hasSize(29);
        assertThat(type(later.get(28))).isEqualTo("postwatch.shift.cancelled");
        assertThat(later.get(28).path("data").path("shift"))
                .isEqualTo(shifts.stream()
                        .filter(event -> text(event, "from")
                                .equals(planned.plus(2, ChronoUnit.DAYS).toString()))
                        .findFirst()
                        .orElseThrow()
                        .path("data")
                        .path("shift"));

        Path file = Files.writeString(
                directory.resolve("next.ics"),
                calendar(
                        event("EXDATE:" + UTC.format(planned.plus(2, ChronoUnit.DAYS)) + ","
                                + UTC.format(planned.plus(3, ChronoUnit.DAYS)) + "\r\n"),
                        override(moved)));
        CliResult compared = run(
                "intake",
                "roster",
                "--source",
                directory.resolve("d/sro-calendar").toString(),
                file.toString(),
                "--diff",
                "--json");
        assertThat(compared.out().lines())
                .singleElement()
                .asString()
                .startsWith("{\"action\":\"cancel\"")
                .contains("\"from\":\"" + planned.plus(3, ChronoUnit.DAYS) + "\"");

        status.set(500);
        await(this::sources, out -> out.contains("NOT OK") && out.contains("it answered 500"));
        status.set(200);
        calendar = "<html>Sign in</html>";
        await(this::sources, out -> out.contains("NOT OK") && out.contains("no calendar"));
        calendar = calendar("", "");
        await(this::sources, out -> out.contains("shrunk: ") && out.contains("'accept-fewer-until'"));
        assertThat(shiftEvents()).hasSize(29);
        assertThat(CompactedTopicReader.readLatest(clients, Topics.ROSTERS)).containsOnlyKeys("d/sro-calendar");
    }

    private String sources() {
        return run("intake", "sources").out();
    }

    private String incidents() {
        return CompactedTopicReader.readLatest(clients, Topics.INCIDENTS)
                .values()
                .toString();
    }

    private List<JsonNode> shiftEvents() {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(clients.consumer(), new StringDeserializer(), new StringDeserializer())) {
            List<JsonNode> events = new ArrayList<>();
            TopicReader.readTo(
                    consumer.endOffsets(TopicReader.assign(consumer, List.of(Topics.STAFFING_EVENTS))),
                    consumer,
                    record -> events.add(new JsonMapper().readTree(record.value())));
            events.removeIf(event -> !type(event).startsWith("postwatch.shift."));
            return events;
        }
    }

    private static String type(JsonNode event) {
        return event.path("type").asString();
    }

    private static String text(JsonNode event, String field) {
        return event.path("data").path(field).asString();
    }

    private void apply() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("intake.yaml"), INTAKE);
        run("plan", "apply", folder.toString(), "--author", "m", "--reason", "a reason");
    }

    private CliResult run(String... command) {
        String[] configured = Arrays.copyOf(command, command.length + 2);
        configured[command.length] = "-c";
        configured[command.length + 1] = config;
        CliResult result = CliResult.run(configured);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private static String calendar(String... events) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n" + String.join("", events) + "END:VCALENDAR\r\n";
    }

    private String event(String more) {
        return entry(planned, "RRULE:FREQ=DAILY\r\n" + more);
    }

    private String override(Instant start) {
        return entry(start, "RECURRENCE-ID:" + UTC.format(planned) + "\r\n");
    }

    private static String entry(Instant start, String more) {
        return "BEGIN:VEVENT\r\nUID:sro@calendar.example\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:SRO Roe\r\n"
                + "ATTENDEE:mailto:roe@police.example\r\nDTSTART:" + UTC.format(start) + "\r\nDTEND:"
                + UTC.format(start.plus(4, ChronoUnit.HOURS)) + "\r\n" + more + "END:VEVENT\r\n";
    }

    private static <T> T await(Callable<T> value, Predicate<T> condition) throws Exception {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        T found = value.call();
        while (!condition.test(found)) {
            assertThat(System.nanoTime()).as("%s", found).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            found = value.call();
        }
        return found;
    }
}
