package org.postwatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.InstalledTool;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tablet at the entrance, in a real browser. {@code -Ddocs.renew=true} writes the pictures of docs/front-desk.md.
 */
class FrontDeskIT {
    private static final String CHROMIUM = "/usr/bin/chromium";
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DISTRICT = """
            district: d
            name: Small
            zone: Etc/UTC
            first-day: 2024-01-01
            calendar:
              terms: [{ from: 2024-01-01, to: 2099-12-31 }]
              windows:
                - { name: school-day, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
            officers:
              - { badge: P-1, kind: police, duties: [sro] }
              - { badge: P-2, kind: police, duties: [sro] }
              - { badge: G-1, kind: guard, duties: [door] }
            feeds:
              - source: front-desk
                agencies: [district]
                campuses: [a]
                types: [staffing, visitor-admitted, visitor-denied]
                limit: 60m
                hours: [{ from: "00:00", to: "00:00" }]
              - { source: doors, types: [entrance, device] }
            campuses:
              - id: a
                name: Alder Middle School
                posts:
                  - { id: sro, kinds: [police], feeds: [front-desk] }
                entrances:
                  - id: main
                    devices: [{ id: buzzer, type: buzzer, feed: doors }]
            """;
    private static final String INTAKE = """
            desks:
              - { campus: a, feed: front-desk, visitors: true }
            """;

    @TempDir
    static Path directory;

    private static PostwatchServer server;
    private static String config;
    private static Playwright playwright;
    private static Browser browser;

    private BrowserContext tablet;
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        InstalledTool.require(CHROMIUM, "chromium");
        Path file = Files.writeString(directory.resolve("server.yaml"), """
                data.directory: %s
                management.port: 0
                front.port: 0
                broker.port: 0
                roles: [coverage, intake]
                security.feeds: open
                topics.replication: 1
                """.formatted(directory.resolve("data")));
        server = PostwatchServer.startWithObservability(
                Configuration.read(file), RunCommand::coverageTopology, RunCommand::notificationTopology);
        config = Files.writeString(
                        directory.resolve("client.yaml"),
                        "security.feeds: open\nkafka.bootstrap.servers: " + server.bootstrapServers() + "\n")
                .toString();
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("intake.yaml"), INTAKE);
        run("plan", "apply", folder.toString(), "-c", config, "--author", "m", "--reason", "first");
        assertThat(server.awaitReady(Duration.ofSeconds(60))).isTrue();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(CHROMIUM))
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        revokeDesks();
        tablet = context(800, 1280, ColorScheme.LIGHT);
        page = tablet.newPage();
    }

    @AfterEach
    void close() {
        tablet.close();
    }

    private static BrowserContext context(int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setTimezoneId("Etc/UTC")
                .setLocale("en-US"));
        context.setDefaultTimeout(MAX_WAIT.toMillis());
        return context;
    }

    @Test
    void a_tablet_is_enrolled_once_records_what_is_touched_and_can_be_revoked() throws Exception {
        String code = newCode();
        page.navigate(address());
        page.getByLabel("Code").fill("00000-00000");
        page.getByRole(AriaRole.BUTTON, named("Enrol")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The code is wrong, was used already");
        assertAccessible("enrolment");
        picture("front-desk-enrol.png");

        page.getByLabel("Code").fill(code.toLowerCase(java.util.Locale.ROOT));
        page.getByRole(AriaRole.BUTTON, named("Enrol")).click();
        assertThat(page.locator("#connection")).hasText("Connected.");
        assertThat(page.locator("#officers ~ ul > li")).hasCount(2);
        assertThat(page.locator("#now")).containsText(" to 00:00: school-day (now)");

        page.getByRole(AriaRole.BUTTON, named("Arrived: P-1")).click();
        assertThat(card("P-1")).containsText("recorded");
        JsonNode arrived = awaitEvent(Topics.STAFFING_EVENTS, "postwatch.officer.checked-in", "P-1");
        assertThat(arrived.path("source").asString()).isEqualTo("front-desk");
        assertThat(arrived.path("data").path("campus").asString()).isEqualTo("a");
        page.getByLabel("Where P-2 is called to, optional").fill("gym\u200e");
        page.getByRole(AriaRole.BUTTON, named("Called away: P-2")).click();
        assertThat(awaitEvent(Topics.STAFFING_EVENTS, "postwatch.officer.called-away", "P-2")
                        .path("data")
                        .path("where")
                        .asString())
                .isEqualTo("gym");
        page.getByRole(AriaRole.BUTTON, named("Visitor denied: main")).click();
        awaitEvent(Topics.ENTRANCE_EVENTS, "postwatch.entrance.visitor-denied", "a");
        JsonNode heartbeat = awaitEvent(
                Topics.STAFFING_EVENTS,
                event -> event.path("type").asString().equals("postwatch.feed.heartbeat")
                        && event.path("data").has("completeSince")
                        && instant(event.path("time")).isAfter(instant(arrived.path("time"))));
        assertThat(instant(heartbeat.path("data").path("completeSince"))).isBefore(instant(arrived.path("time")));
        assertThat(page.locator("#now"))
                .containsText("Post sro: covered", new ContainsTextOptions().setTimeout(MAX_WAIT.toMillis()));
        assertAccessible("desk");
        picture("front-desk.png");

        try (BrowserContext other = context(800, 1280, ColorScheme.LIGHT)) {
            Page second = other.newPage();
            second.navigate(address());
            second.getByLabel("Code").fill(code);
            second.getByRole(AriaRole.BUTTON, named("Enrol")).click();
            assertThat(second.getByRole(AriaRole.ALERT)).containsText("was used already");
        }

        revokeDesks();
        page.getByRole(AriaRole.BUTTON, named("Left: P-1")).click();
        page.waitForCondition(() -> {
            page.getByRole(AriaRole.BUTTON, named("Left: P-1")).click();
            return page.locator("#connection").textContent().contains("This tablet is not enrolled any more");
        });
        page.navigate(address());
        assertThat(page.getByLabel("Code")).isVisible();
    }

    @Test
    void what_is_touched_without_a_connection_waits_and_keeps_its_time() throws Exception {
        enrol();
        tablet.setOffline(true);
        Instant before = Instant.now();
        page.getByRole(AriaRole.BUTTON, named("Arrived: P-2")).click();
        assertThat(page.locator("#connection")).containsText("NOT CONNECTED since");
        assertThat(page.locator("#waiting")).hasText("1 touch waits to be sent.");
        assertThat(card("P-2")).containsText("waits to be sent");
        assertAccessible("disconnected");
        picture("front-desk-not-connected.png");
        Instant after = Instant.now();

        tablet.setOffline(false);
        assertThat(page.locator("#connection")).hasText("Connected.");
        assertThat(card("P-2")).containsText("recorded");
        assertThat(page.locator("#waiting")).isHidden();
        JsonNode arrived = awaitEvent(
                Topics.STAFFING_EVENTS,
                event -> event.path("type").asString().equals("postwatch.officer.checked-in")
                        && event.path("subject").asString().equals("P-2"));
        assertThat(instant(arrived.path("time"))).isBetween(before.minusSeconds(2), after);
    }

    @Test
    void a_corrected_clock_of_the_tablet_changes_no_time() {
        enrol();
        tablet.setOffline(true);
        moveClock("Date", 3_600_000);
        Instant before = Instant.now();
        page.getByRole(AriaRole.BUTTON, named("Arrived: P-1")).click();
        assertThat(page.locator("#connection")).containsText("NOT CONNECTED since");
        Instant after = Instant.now();
        tablet.setOffline(false);
        assertThat(card("P-1")).containsText("recorded");
        assertTouched("checked-in", "P-1", before, after);

        moveClock("Date", -7_200_000);
        before = Instant.now();
        page.getByRole(AriaRole.BUTTON, named("Left: P-1")).click();
        assertThat(card("P-1")).containsText("recorded");
        assertTouched("checked-out", "P-1", before, Instant.now());
        awaitHeartbeatAfter(before);

        moveClock("Date", 3_600_000);
        before = Instant.now();
        page.getByRole(AriaRole.BUTTON, named("Back: P-1")).click();
        assertThat(card("P-1")).containsText("recorded");
        assertTouched("returned", "P-1", before, Instant.now());
        awaitHeartbeatAfter(before);
    }

    @Test
    void a_touch_after_sleep_without_a_connection_has_its_own_time() {
        tablet.addInitScript(
                "const real = performance.now.bind(performance); performance.now = () => real() + 7_200_000;");
        enrol();
        tablet.setOffline(true);
        moveClock("performance", -3_600_000);
        Instant woken = Instant.now();
        page.getByRole(AriaRole.BUTTON, named("Called away: P-1")).click();
        assertThat(card("P-1")).containsText("its time is not certain until then");
        Instant after = Instant.now();
        tablet.setOffline(false);
        assertThat(card("P-1")).containsText("recorded");
        assertTouched("called-away", "P-1", woken, after);
        JsonNode heartbeat = awaitHeartbeatAfter(after);
        assertThat(instant(heartbeat.path("data").path("completeSince")))
                .as("nobody could touch anything while it slept")
                .isAfter(woken.minusSeconds(2));
    }

    @Test
    void a_touch_in_the_future_is_corrected_and_recorded() {
        enrol();
        page.evaluate("""
                () => localStorage.setItem("postwatch /desk/d/a touch 0b0c9f3e-2222-4222-8333-444455557777", JSON.stringify({
                    id: "0b0c9f3e-2222-4222-8333-444455557777", action: "left", subject: "P-2", where: "",
                    time: Date.now() + 3600000, label: "Left" }))""");
        JsonNode left = awaitEvent(
                Topics.STAFFING_EVENTS,
                event -> event.path("id").asString().equals("desk-0b0c9f3e-2222-4222-8333-444455557777"));
        assertThat(instant(left.path("time"))).isBeforeOrEqualTo(Instant.now().plusSeconds(1));
    }

    @Test
    void heartbeats_do_not_cover_a_rejected_touch() {
        enrol();
        page.evaluate("() => { document.querySelector(\"[data-subject='P-1']\").dataset.subject = 'P-77'; }");
        Instant before = Instant.now();
        page.getByRole(AriaRole.BUTTON, named("Arrived: P-1")).click();
        assertThat(card("P-77")).containsText("NOT RECORDED: the plan of the district has no officer P-77");
        JsonNode heartbeat = awaitHeartbeatAfter(before);
        assertThat(instant(heartbeat.path("data").path("completeSince"))).isAfterOrEqualTo(before);
    }

    @Test
    void heartbeats_do_not_cover_the_time_of_a_tablet_that_was_revoked() {
        enrol();
        List<String> first = desks();
        try (BrowserContext other = context(800, 1280, ColorScheme.LIGHT)) {
            Page second = other.newPage();
            second.navigate(address());
            second.getByLabel("Code").fill(newCode());
            second.getByRole(AriaRole.BUTTON, named("Enrol")).click();
            assertThat(second.locator("#connection")).hasText("Connected.");
        }
        Instant before = Instant.now();
        desks().stream()
                .filter(id -> !first.contains(id))
                .forEach(id -> run("access", "revoke", id, "--by", "lopez", "-c", config));
        JsonNode heartbeat = awaitHeartbeatAfter(before);
        assertThat(instant(heartbeat.path("data").path("completeSince"))).isAfter(before.minusSeconds(1));
    }

    @Test
    void the_page_loads_again_after_a_change_of_the_plan_also_if_a_button_has_the_focus() {
        enrol();
        page.getByRole(AriaRole.BUTTON, named("Back: P-2")).click();
        assertThat(card("P-2")).containsText("recorded");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Back: P-2"))).isFocused();
        page.evaluate("() => { window.isOld = true; document.querySelector('#now > div').dataset.version = 'old';"
                + " dispatchEvent(new Event('online')); }");
        page.waitForFunction("() => window.isOld === undefined");
    }

    @Test
    void a_form_says_from_which_site_it_comes_also_to_those_who_ignore_sec_fetch_site() {
        page.navigate(address());
        page.getByLabel("Code").fill("00000-00000");
        Request post = page.waitForRequest(
                address() + "/enrol",
                () -> page.getByRole(AriaRole.BUTTON, named("Enrol")).click());
        assertThat(post.allHeaders()).containsEntry("origin", address().replace("/desk/d/a", ""));
    }

    /** Moves a clock of the tablet: {@code Date}, as a correction does, or {@code performance}, which stops during sleep. */
    private void moveClock(String clock, int millis) {
        page.evaluate(
                "([clock, millis]) => { const of = globalThis[clock]; const real = of.now.bind(of); of.now = () => real() + millis; }",
                List.of(clock, millis));
    }

    private static void assertTouched(String type, String badge, Instant from, Instant to) {
        JsonNode event = awaitEvent(
                Topics.STAFFING_EVENTS,
                one -> one.path("type").asString().equals("postwatch.officer." + type)
                        && one.path("subject").asString().equals(badge)
                        && instant(one.path("time")).isAfter(from.minusSeconds(2)));
        assertThat(instant(event.path("time"))).isBetween(from.minusSeconds(2), to.plusSeconds(2));
    }

    /** The first one that was sent after a moment and says since when nothing is missing. */
    private JsonNode awaitHeartbeatAfter(Instant moment) {
        return awaitEvent(Topics.STAFFING_EVENTS, event -> {
            page.evaluate("() => dispatchEvent(new Event('online'))");
            return event.path("type").asString().equals("postwatch.feed.heartbeat")
                    && event.path("data").has("completeSince")
                    && instant(event.path("time")).isAfter(moment);
        });
    }

    private static List<String> desks() {
        return run("desk", "list", "d", "-c", config)
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(" ")[0])
                .toList();
    }

    @Test
    void a_touch_that_is_sent_twice_is_one_event() {
        enrol();
        String touch =
                "{\"touches\":[{\"id\":\"0b0c9f3e-1111-4222-8333-444455556666\",\"action\":\"back\",\"subject\":\"P-1\",\"time\":"
                        + System.currentTimeMillis() + "}]}";
        for (int i = 0; i < 2; i++) {
            assertThat(page.evaluate(
                            "async (body) => (await (await fetch(location.pathname + '/touches', { method: 'POST', body })).json())"
                                    + ".results[0].status",
                            touch))
                    .isEqualTo("recorded");
        }
        String old = touch.replace("0b0c", "0b0d").replaceAll("\"time\":\\d+", "\"time\":1700000000000");
        assertThat((String) page.evaluate(
                        "async (body) => (await (await fetch(location.pathname + '/touches', { method: 'POST', body })).json())"
                                + ".results[0].detail",
                        old))
                .contains("too old to be recorded");
        List<JsonNode> events = events(Topics.STAFFING_EVENTS).stream()
                .filter(event -> event.path("id").asString().endsWith("444455556666"))
                .toList();
        assertThat(events).hasSize(2);
        assertThat(events.get(1)).isEqualTo(events.get(0));
    }

    @Test
    void the_keyboard_is_enough_and_a_phone_shows_it_too() throws Exception {
        tablet.close();
        tablet = context(390, 844, ColorScheme.DARK);
        page = tablet.newPage();
        page.navigate(address());
        page.keyboard().press("Tab");
        page.keyboard().type(newCode());
        page.keyboard().press("Enter");
        assertThat(page.locator("#connection")).hasText("Connected.");
        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Arrived: P-1"))).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#said")).hasText("Back: P-1");
        assertThat(card("P-1")).containsText("Back at");
        for (Locator button : page.getByRole(AriaRole.BUTTON).all()) {
            assertThat(button.boundingBox().height).isGreaterThanOrEqualTo(48);
            assertThat(button.boundingBox().width).isGreaterThanOrEqualTo(48);
        }
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        assertAccessible("narrow");
        picture("front-desk-narrow.png");
    }

    @Test
    void names_that_no_plan_has_are_reported() {
        CliResult unknown = CliResult.run("desk", "enrol", "d", "b", "--by", "m", "-c", config);
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("the plan of 'd' has no desk of campus 'b'; did you mean 'a'?");
        assertThat(CliResult.run("desk", "enrol", "dd", "a", "--by", "m", "-c", config)
                        .err())
                .contains("unknown district 'dd'; did you mean 'd'?");
        assertThat(page.navigate(address().replace("/a", "/b")).status()).isEqualTo(404);
        assertThat(page.locator("h1")).hasText("No such desk");
    }

    private void enrol() {
        page.navigate(address());
        page.getByLabel("Code").fill(newCode());
        page.getByRole(AriaRole.BUTTON, named("Enrol")).click();
        assertThat(page.locator("#connection")).hasText("Connected.");
    }

    private static String newCode() {
        return run("desk", "enrol", "d", "a", "--by", "lopez", "-c", config)
                .out()
                .strip();
    }

    private static void revokeDesks() {
        desks().forEach(id -> run("access", "revoke", id, "--by", "lopez", "-c", config));
    }

    private static String address() {
        return "http://127.0.0.1:" + server.frontPort().orElseThrow() + "/desk/d/a";
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private Locator card(String subject) {
        return page.locator("[data-subject='" + subject + "'] [data-last]");
    }

    private void assertAccessible(String where) {
        assertThat(new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations())
                .as(where)
                .isEmpty();
    }

    private void picture(String name) {
        if (Boolean.getBoolean("docs.renew")) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("docs/images", name)));
        }
    }

    private static JsonNode awaitEvent(String topic, String type, String subject) {
        return awaitEvent(
                topic,
                event -> event.path("type").asString().equals(type)
                        && event.path("subject").asString(subject).equals(subject));
    }

    private static JsonNode awaitEvent(String topic, Predicate<JsonNode> wanted) {
        Instant end = Instant.now().plus(MAX_WAIT);
        List<JsonNode> found = List.of();
        while (Instant.now().isBefore(end)) {
            found = events(topic);
            for (int i = found.size() - 1; i >= 0; i--) {
                if (wanted.test(found.get(i))) {
                    return found.get(i);
                }
            }
        }
        throw new AssertionError("not in " + topic + ": " + found);
    }

    /** The events of desks that a topic has now. */
    private static List<JsonNode> events(String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", server.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            List<JsonNode> events = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(JSON.readTree(record.value())));
            }
            events.removeIf(event -> !event.path("id").asString("").startsWith("desk-"));
            return events;
        }
    }

    private static Instant instant(JsonNode text) {
        return Instant.parse(text.asString());
    }

    private static CliResult run(String... command) {
        CliResult said = CliResult.run(command);
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said;
    }
}
