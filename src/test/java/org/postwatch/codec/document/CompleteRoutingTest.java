package org.postwatch.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.plan.Dates;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.routing.Address;
import org.postwatch.routing.Field;
import org.postwatch.routing.Match;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Setting;

/** A routing that uses every key there is, and what each of them becomes. */
class CompleteRoutingTest {
    @TempDir
    Path directory;

    private final Routing routing = DistrictDocuments.read(CompleteDistrictTest.FOLDER)
            .compiled()
            .orElseThrow()
            .routing();

    @Test
    void says_who_may_be_told_and_how() {
        assertThat(routing.recipients().get("board"))
                .isEqualTo(recipient("board", "district", "school", new Address.Kafka(), true, "PT1H"));
        assertThat(routing.recipients().get("city-desk"))
                .isEqualTo(recipient(
                        "city-desk",
                        "socorro-pd",
                        "municipal-police",
                        new Address.Webhook(
                                setting("https://cad.example/hooks"),
                                List.of(setting("secret:hook-new"), setting("secret:hook-old"))),
                        false,
                        "PT1H"));
        assertThat(routing.recipients().get("duty-pager").giveUpAfter()).isEqualTo(Duration.ofMinutes(30));
        assertThat(routing.recipients().get("duty-pager").address())
                .isEqualTo(new Address.PagerDuty(
                        setting("https://events.example/v2/enqueue"), setting("secret:pager-key")));
        assertThat(routing.recipients().get("office").address())
                .isEqualTo(new Address.Mail(
                        "smtp.example",
                        2465,
                        Address.Security.STARTTLS,
                        Optional.of(setting("secret:smtp-user")),
                        Optional.of(setting("secret:smtp")),
                        "postwatch@district.example",
                        List.of("office@district.example", "principal@district.example")));
        assertThat(routing.recipients().get("prom").address())
                .isEqualTo(new Address.Alertmanager(
                        setting("http://127.0.0.1:9093"),
                        Optional.of(setting("postwatch")),
                        Optional.of(setting("secret:prom")),
                        Optional.empty()));
        assertThat(routing.recipients().get("chat").address()).isEqualTo(new Address.Chat(setting("secret:chat-url")));
        assertThat(routing.recipients().get("cap").address())
                .isEqualTo(new Address.Cap(
                        setting("folder:/var/cap"),
                        "postwatch@district.example",
                        "Restricted",
                        Optional.of("school safety staff"),
                        List.of()));
        assertThat(routing.recipients().get("neighbours").address())
                .isEqualTo(new Address.Cap(
                        setting("topic"),
                        "postwatch@district.example",
                        "Private",
                        Optional.empty(),
                        List.of("watch@next.example")));
        assertThat(routing.recipients().get("console").address()).isEqualTo(new Address.Log());
    }

    @Test
    void says_what_each_class_may_know() {
        assertThat(routing.policy())
                .isEqualTo(new Policy(
                        List.of(
                                new Policy.Rule("school", "school", Set.of("all"), Set.of("all")),
                                new Policy.Rule(
                                        "police-coverage",
                                        "municipal-police",
                                        Set.of("coverage", "no-show", "weapon-seen", "entrance-forced"),
                                        Set.of(
                                                "kind",
                                                "severity",
                                                "campus",
                                                "campus-name",
                                                "since",
                                                "opened",
                                                "closed")),
                                new Policy.Rule(
                                        "municipal-police",
                                        "municipal-police",
                                        Set.of("entrance-unwatched"),
                                        Field.FEW)),
                        Set.of("federal-immigration"),
                        Set.of("ice.example")));
    }

    @Test
    void says_where_news_goes_and_a_route_has_from_above_what_it_leaves_open() {
        Route root = routing.root();
        assertThat(root.path()).isEqualTo("routes");
        assertThat(root.match()).isEmpty();
        assertThat(root.to()).containsExactly("board");
        assertThat(root.group())
                .contains(new Route.Grouping(List.of("campus"), Duration.ofSeconds(10), Duration.ofMinutes(1)));
        assertThat(root.routes()).hasSize(5);

        Route coverage = root.routes().get(0);
        assertThat(coverage.path()).isEqualTo("routes[0]");
        assertThat(coverage.match())
                .containsEntry("kind", Set.of("coverage", "no-show"))
                .containsEntry("status", Set.of("expected", "open"))
                .containsEntry("campus", Set.of("sarracino-ms"))
                .containsEntry("date", Set.of("2023-10-05"))
                .hasSize(7);
        assertThat(coverage.goesOn()).isTrue();
        assertThat(coverage.group()).isEmpty();
        assertThat(coverage.quiet()).isEmpty();
        assertThat(coverage.repeat()).contains(Duration.ofMinutes(30));
        assertThat(coverage.escalate())
                .containsExactly(
                        new Route.Step(Duration.ofMinutes(5), List.of("office")),
                        new Route.Step(Duration.ofMinutes(15), List.of("chat")));

        Route shift = coverage.routes().get(0);
        assertThat(shift.path()).isEqualTo("routes[0].routes[0]");
        assertThat(shift.to()).containsExactly("duty-pager", "city-desk");
        assertThat(shift.escalate()).isEmpty();
        assertThat(shift.repeat()).isEmpty();
        assertThat(shift.goesOn()).isFalse();

        Route north = root.routes().get(1);
        assertThat(north.group())
                .contains(new Route.Grouping(List.of(), Duration.ofSeconds(30), Duration.ofMinutes(5)));
        assertThat(north.quiet()).contains(new Route.Quiet(LocalTime.of(22, 0), LocalTime.of(6, 0), "high"));
        Route failed = root.routes().get(4);
        assertThat(failed.to()).containsExactly("board");
        assertThat(failed.quiet()).contains(new Route.Quiet(LocalTime.of(21, 0), LocalTime.of(5, 30), "critical"));
        assertThat(failed.repeat()).contains(Duration.ofHours(2));
        assertThat(failed.escalate()).containsExactly(new Route.Step(Duration.ofMinutes(10), List.of("office")));
    }

    @Test
    void what_routes_may_ask_for_is_what_matters_are_known_by() {
        assertThat(RouteForm.MatchForm.LABELS).extracting(Key::name).containsExactlyElementsOf(Match.LABELS);
    }

    @Test
    void says_all_else_that_routing_needs_to_stand_alone() {
        assertThat(routing.district()).isEqualTo("socorro-nm");
        assertThat(routing.name()).isEqualTo("Socorro Consolidated Schools");
        assertThat(routing.severities()).containsExactly("info", "warning", "high", "critical");
        assertThat(routing.campuses())
                .containsEntry(
                        "sarracino-ms", new Routing.Place("Sarracino Middle School", ZoneId.of("America/Denver")))
                .containsEntry("socorro-hs", new Routing.Place("socorro-hs", ZoneId.of("America/Chicago")))
                .hasSize(2);
        assertThat(routing.agencies()).isEqualTo(Map.of("district", "school", "socorro-pd", "municipal-police"));
        assertThat(routing.conductFeeds())
                .isEqualTo(Map.of(
                        "entrances",
                        new Routing.ConductFeed(
                                Set.of("sarracino-ms"),
                                new Dates(Optional.of(LocalDateTime.of(2023, 8, 14, 0, 0)), Optional.empty()),
                                new FeedKeys(List.of(new FeedKey("entrances", Dates.ALWAYS))))));
        assertThat(routing.habits())
                .isEqualTo(new Routing.Habits(
                        Optional.of(Duration.ofMinutes(30)), LocalTime.of(15, 45), Duration.ofMinutes(5)));
    }

    @Test
    void without_the_document_everything_goes_to_the_log_and_to_nobody_else() {
        Routing usual = new Folder(directory).read().compiled().orElseThrow().routing();

        assertThat(usual.recipients())
                .isEqualTo(Map.of("log", recipient("log", "district", "school", new Address.Log(), false, "PT1H")));
        assertThat(usual.root()).isEqualTo(Route.toAll(List.of("log")));
        assertThat(usual.policy())
                .isEqualTo(new Policy(
                        List.of(new Policy.Rule("school", "school", Set.of("all"), Set.of("all"))),
                        Set.of(),
                        Set.of()));
        assertThat(usual.habits()).isEqualTo(Routing.Habits.USUAL);
        assertThat(usual.campuses()).containsOnlyKeys("sarracino-ms");
    }

    @Test
    void the_school_knows_everything_unless_something_is_said_of_it() {
        String routes = "recipients: [{ id: a, log: {} }]\nroutes: { to: [a] }\npolicy: { grants: [";
        Folder folder = new Folder(directory)
                .file("routing.yaml", routes + "{ name: school, class: municipal-police, kinds: [coverage] }] }\n");
        assertThat(folder.read().compiled().orElseThrow().routing().policy().rules())
                .extracting(Policy.Rule::name, Policy.Rule::agencyClass)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("school-2", "school"),
                        org.assertj.core.groups.Tuple.tuple("school", "municipal-police"));

        folder.file("routing.yaml", routes + "{ class: school, kinds: [coverage] }] }\n");
        assertThat(folder.read().compiled().orElseThrow().routing().policy().rules())
                .containsExactly(new Policy.Rule("school", "school", Set.of("coverage"), Field.FEW));
    }

    private static Recipient recipient(
            String id, String agency, String agencyClass, Address address, boolean watchdog, String giveUp) {
        return new Recipient(id, agency, agencyClass, address, watchdog, Duration.parse(giveUp));
    }

    private static Setting setting(String text) {
        return new Setting(text);
    }
}
