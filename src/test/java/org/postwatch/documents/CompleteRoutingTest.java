package org.postwatch.documents;

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
import org.postwatch.delivery.alertmanager.AlertmanagerAddress;
import org.postwatch.delivery.cap.CapAddress;
import org.postwatch.delivery.chat.ChatAddress;
import org.postwatch.delivery.kafka.KafkaAddress;
import org.postwatch.delivery.log.LogAddress;
import org.postwatch.delivery.mail.MailAddress;
import org.postwatch.delivery.mail.MailSecurity;
import org.postwatch.delivery.pagerduty.PagerDutyAddress;
import org.postwatch.delivery.webhook.WebhookAddress;
import org.postwatch.documents.form.SectionKey;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.NoticeField;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.LabelMatcher;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;

/** A routing that uses every key there is, and what each of them becomes. */
class CompleteRoutingTest {
    @TempDir
    Path directory;

    private final RoutingConfig routing = DistrictDocuments.read(CompleteDistrictTest.FOLDER)
            .compiled()
            .orElseThrow()
            .routing();

    @Test
    void reads_recipients() {
        assertThat(routing.recipients().get("board"))
                .isEqualTo(recipient("board", "district", "school", new KafkaAddress(), true, "PT1H"));
        assertThat(routing.recipients().get("city-desk"))
                .isEqualTo(recipient(
                        "city-desk",
                        "socorro-pd",
                        "municipal-police",
                        new WebhookAddress(
                                setting("https://cad.example/hooks"),
                                List.of(setting("secret:hook-new"), setting("secret:hook-old"))),
                        false,
                        "PT1H"));
        assertThat(routing.recipients().get("duty-pager").giveUpAfter()).isEqualTo(Duration.ofMinutes(30));
        assertThat(routing.recipients().get("duty-pager").address())
                .isEqualTo(new PagerDutyAddress(
                        setting("https://events.example/v2/enqueue"), setting("secret:pager-key")));
        assertThat(routing.recipients().get("office").address())
                .isEqualTo(new MailAddress(
                        "smtp.example",
                        2465,
                        MailSecurity.STARTTLS,
                        Optional.of(setting("secret:smtp-user")),
                        Optional.of(setting("secret:smtp")),
                        "postwatch@district.example",
                        List.of("office@district.example", "principal@district.example")));
        assertThat(routing.recipients().get("prom").address())
                .isEqualTo(new AlertmanagerAddress(
                        setting("http://127.0.0.1:9093"),
                        Optional.of(setting("postwatch")),
                        Optional.of(setting("secret:prom")),
                        Optional.empty()));
        assertThat(routing.recipients().get("chat").address()).isEqualTo(new ChatAddress(setting("secret:chat-url")));
        assertThat(routing.recipients().get("cap").address())
                .isEqualTo(new CapAddress(
                        setting("folder:/var/cap"),
                        "postwatch@district.example",
                        "Restricted",
                        Optional.of("school safety staff"),
                        List.of()));
        assertThat(routing.recipients().get("neighbours").address())
                .isEqualTo(new CapAddress(
                        setting("topic"),
                        "postwatch@district.example",
                        "Private",
                        Optional.empty(),
                        List.of("watch@next.example")));
        assertThat(routing.recipients().get("console").address()).isEqualTo(new LogAddress());
    }

    @Test
    void reads_the_policy() {
        assertThat(routing.policy())
                .isEqualTo(new DisclosurePolicy(
                        List.of(
                                new DisclosurePolicy.DisclosureRule("school", "school", Set.of("all"), Set.of("all")),
                                new DisclosurePolicy.DisclosureRule(
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
                                new DisclosurePolicy.DisclosureRule(
                                        "municipal-police",
                                        "municipal-police",
                                        Set.of("entrance-unwatched"),
                                        NoticeField.DEFAULT_FIELDS)),
                        Set.of("federal-immigration"),
                        Set.of("ice.example")));
    }

    @Test
    void reads_routes_and_what_they_inherit() {
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
        assertThat(coverage.continueMatching()).isTrue();
        assertThat(coverage.group()).isEmpty();
        assertThat(coverage.quietHours()).isEmpty();
        assertThat(coverage.repeat()).contains(Duration.ofMinutes(30));
        assertThat(coverage.escalate())
                .containsExactly(
                        new Route.EscalationStep(Duration.ofMinutes(5), List.of("office")),
                        new Route.EscalationStep(Duration.ofMinutes(15), List.of("chat")));

        Route shift = coverage.routes().get(0);
        assertThat(shift.path()).isEqualTo("routes[0].routes[0]");
        assertThat(shift.to()).containsExactly("duty-pager", "city-desk");
        assertThat(shift.escalate()).isEmpty();
        assertThat(shift.repeat()).isEmpty();
        assertThat(shift.continueMatching()).isFalse();

        Route north = root.routes().get(1);
        assertThat(north.group())
                .contains(new Route.Grouping(List.of(), Duration.ofSeconds(30), Duration.ofMinutes(5)));
        assertThat(north.quietHours()).contains(new Route.QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 0), "high"));
        Route failed = root.routes().get(4);
        assertThat(failed.to()).containsExactly("board");
        assertThat(failed.quietHours())
                .contains(new Route.QuietHours(LocalTime.of(21, 0), LocalTime.of(5, 30), "critical"));
        assertThat(failed.repeat()).contains(Duration.ofHours(2));
        assertThat(failed.escalate())
                .containsExactly(new Route.EscalationStep(Duration.ofMinutes(10), List.of("office")));
    }

    @Test
    void routes_match_on_the_labels_of_alerts() {
        assertThat(RouteSchema.MatchSchema.LABELS)
                .extracting(SectionKey::name)
                .containsExactlyElementsOf(LabelMatcher.LABELS);
    }

    @Test
    void reads_all_other_settings_of_routing() {
        assertThat(routing.district()).isEqualTo("socorro-nm");
        assertThat(routing.name()).isEqualTo("Socorro Consolidated Schools");
        assertThat(routing.severities()).containsExactly("info", "warning", "high", "critical");
        assertThat(routing.campuses())
                .containsEntry(
                        "sarracino-ms",
                        new RoutingConfig.CampusDetails("Sarracino Middle School", ZoneId.of("America/Denver")))
                .containsEntry(
                        "socorro-hs", new RoutingConfig.CampusDetails("socorro-hs", ZoneId.of("America/Chicago")))
                .hasSize(2);
        assertThat(routing.agencies()).isEqualTo(Map.of("district", "school", "socorro-pd", "municipal-police"));
        assertThat(routing.conductFeeds())
                .isEqualTo(Map.of(
                        "entrances",
                        new RoutingConfig.ConductFeed(
                                Set.of("sarracino-ms"),
                                new LocalDateTimeRange(
                                        Optional.of(LocalDateTime.of(2023, 8, 14, 0, 0)), Optional.empty()),
                                new FeedKeys(List.of(new FeedKey("entrances", LocalDateTimeRange.ALWAYS))))));
        assertThat(routing.settings())
                .isEqualTo(new RoutingConfig.NotificationSettings(
                        Optional.of(Duration.ofMinutes(30)), LocalTime.of(15, 45), Duration.ofMinutes(5)));
    }

    @Test
    void without_the_document_everything_goes_to_the_log_only() {
        RoutingConfig usual = new DistrictFolderFixture(directory)
                .read()
                .compiled()
                .orElseThrow()
                .routing();

        assertThat(usual.recipients())
                .isEqualTo(Map.of("log", recipient("log", "district", "school", new LogAddress(), false, "PT1H")));
        assertThat(usual.root()).isEqualTo(Route.notifyingAll(List.of("log")));
        assertThat(usual.policy())
                .isEqualTo(new DisclosurePolicy(
                        List.of(new DisclosurePolicy.DisclosureRule("school", "school", Set.of("all"), Set.of("all"))),
                        Set.of(),
                        Set.of()));
        assertThat(usual.settings()).isEqualTo(RoutingConfig.NotificationSettings.DEFAULT);
        assertThat(usual.campuses()).containsOnlyKeys("sarracino-ms");
    }

    @Test
    void the_school_is_granted_everything_unless_the_policy_names_it() {
        String routes = "recipients: [{ id: a, log: {} }]\nroutes: { to: [a] }\npolicy: { grants: [";
        DistrictFolderFixture folder = new DistrictFolderFixture(directory)
                .writeFile(
                        "routing.yaml", routes + "{ name: school, class: municipal-police, kinds: [coverage] }] }\n");
        assertThat(folder.read().compiled().orElseThrow().routing().policy().rules())
                .extracting(DisclosurePolicy.DisclosureRule::name, DisclosurePolicy.DisclosureRule::agencyClass)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("school-2", "school"),
                        org.assertj.core.groups.Tuple.tuple("school", "municipal-police"));

        folder.writeFile("routing.yaml", routes + "{ class: school, kinds: [coverage] }] }\n");
        assertThat(folder.read().compiled().orElseThrow().routing().policy().rules())
                .containsExactly(new DisclosurePolicy.DisclosureRule(
                        "school", "school", Set.of("coverage"), NoticeField.DEFAULT_FIELDS));
    }

    private static Recipient recipient(
            String id, String agency, String agencyClass, RecipientAddress address, boolean watchdog, String giveUp) {
        return new Recipient(id, agency, agencyClass, address, watchdog, Duration.parse(giveUp));
    }

    private static ConfigValue setting(String text) {
        return new ConfigValue(text);
    }
}
