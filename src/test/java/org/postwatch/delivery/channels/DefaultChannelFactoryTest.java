package org.postwatch.delivery.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.FakeHttpServer;
import org.postwatch.delivery.FakeHttpServer.ReceivedRequest;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.RecipientTopicWriter;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.delivery.alertmanager.AlertmanagerAddress;
import org.postwatch.delivery.chat.ChatAddress;
import org.postwatch.delivery.kafka.KafkaAddress;
import org.postwatch.delivery.log.LogAddress;
import org.postwatch.delivery.pagerduty.PagerDutyAddress;
import org.postwatch.delivery.webhook.WebhookAddress;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.route.RoutingConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class DefaultChannelFactoryTest {
    private static final ObjectMapper JSON = new JsonMapper();

    private final FakeHttpServer side = new FakeHttpServer();
    private final List<String> put = new ArrayList<>();
    private final RecipientTopicWriter outlet = (topic, key, value) -> {
        put.add(topic + " " + key + " " + new String(value, StandardCharsets.UTF_8));
        return new AttemptResult.Delivered(topic);
    };

    @AfterEach
    void stop() {
        side.close();
    }

    @Test
    void a_webhook_is_signed_with_both_secrets_and_says_no_more_than_it_may() throws Exception {
        Notice notice =
                SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, Map.of("severity", "high", "campus", "a"));
        NotificationChannel channel = open(SampleRecipients.webhook(side.url("/hooks")));

        assertThat(channel.send(notice)).isEqualTo(new AttemptResult.Delivered("200"));
        channel.send(notice);

        ReceivedRequest said = side.requests().get(0);
        assertThat(said.path()).isEqualTo("/hooks");
        assertThat(said.header("webhook-id")).isEqualTo(notice.idempotencyKey());
        assertThat(side.requests().get(1).header("webhook-id"))
                .as("the same again")
                .isEqualTo(notice.idempotencyKey());
        for (String secret : List.of(SampleRecipients.SECRET, SampleRecipients.OLD_SECRET)) {
            new Webhook(secret).verify(said.body(), said.headers());
        }
        assertThatThrownBy(() ->
                        new Webhook("whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==").verify(said.body(), said.headers()))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(SampleRecipients.SECRET)
                        .verify(said.body().replace("high", "info"), said.headers()))
                .isInstanceOf(WebhookVerificationException.class);

        JsonNode data = JSON.readTree(said.body()).path("data");
        assertThat(data.path("ref").asString()).isEqualTo(SampleNotices.REF);
        assertThat(data.path("items").path(0).path("fields").toString())
                .isEqualTo("{\"campus\":\"a\",\"severity\":\"high\"}");
        assertThat(said.body()).doesNotContain("coverage/", "routes", "district", "sro");
    }

    @Test
    void pagerduty_is_triggered_acknowledged_and_resolved_under_one_key() throws Exception {
        NotificationChannel channel =
                open(new PagerDutyAddress(new ConfigValue(side.url("/v2/enqueue")), new ConfigValue("secret:key")));
        side.respondWith(202);

        channel.send(SampleNotices.opened(1));
        channel.send(SampleNotices.of(NoticeStage.ESCALATED, AlertStatus.OPEN, Map.of("severity", "critical")));
        channel.send(SampleNotices.of(NoticeStage.ACKNOWLEDGED, AlertStatus.OPEN, Map.of("severity", "info")));
        channel.send(SampleNotices.closed(2));
        channel.send(SampleNotices.of(NoticeStage.WITHDRAWN, AlertStatus.WITHDRAWN, Map.of()));

        List<JsonNode> events = bodies();
        assertThat(events)
                .extracting(e -> e.path("event_action").asString())
                .containsExactly("trigger", "trigger", "acknowledge", "resolve", "resolve");
        assertThat(events).allMatch(e -> e.path("dedup_key").asString().equals(SampleNotices.REF));
        assertThat(events).allMatch(e -> e.path("routing_key").asString().equals("pager-key-1"));
        JsonNode payload = events.get(0).path("payload");
        assertThat(payload.path("summary").asString())
                .isEqualTo("Opened (high): post not covered at Sarracino Middle School, sro");
        assertThat(payload.path("severity").asString()).isEqualTo("error");
        assertThat(payload.path("source").asString()).isEqualTo("a");
        assertThat(events.get(1).path("payload").path("severity").asString()).isEqualTo("critical");
        assertThat(events.get(3).path("payload").isMissingNode()).isTrue();
    }

    @Test
    void each_call_of_pagerduty_has_a_key_of_its_own_and_the_former_one_is_resolved() throws Exception {
        NotificationChannel channel =
                open(new PagerDutyAddress(new ConfigValue(side.url("/v2/enqueue")), new ConfigValue("env:KEY")));
        side.respondWith(202);
        channel.send(SampleNotices.opened(1));
        channel.send(SampleNotices.of(NoticeStage.ACKNOWLEDGED, AlertStatus.OPEN, Map.of()));
        channel.send(SampleNotices.of(NoticeStage.REPEATED, AlertStatus.OPEN, Map.of())
                .withCallNumber(2));
        channel.send(SampleNotices.of(NoticeStage.REPEATED, AlertStatus.OPEN, Map.of())
                .withCallNumber(2));
        channel.send(SampleNotices.of(NoticeStage.ESCALATED, AlertStatus.OPEN, Map.of())
                .withCallNumber(4));
        channel.send(SampleNotices.closed(9).withCallNumber(4));
        assertThat(calls())
                .containsExactly(
                        "trigger K",
                        "acknowledge K",
                        "trigger K-2",
                        "resolve K",
                        "trigger K-2",
                        "trigger K-4",
                        "resolve K-2",
                        "resolve K-3",
                        "resolve K-4");
    }

    @Test
    void a_call_of_pagerduty_is_made_again_until_the_former_one_is_resolved_also_after_a_restart() throws Exception {
        NotificationChannel channel =
                open(new PagerDutyAddress(new ConfigValue(side.url("/v2/enqueue")), new ConfigValue("env:KEY")));
        side.respondWith(said -> FakeHttpServer.FakeResponse.of(said.body().contains("resolve") ? 503 : 202));
        Notice again = SampleNotices.of(NoticeStage.REPEATED, AlertStatus.OPEN, Map.of())
                .withCallNumber(3);
        assertThat(channel.send(again)).isInstanceOf(AttemptResult.TemporaryFailure.class);
        assertThat(calls()).containsExactly("trigger K-3", "resolve K");
    }

    private List<String> calls() {
        return bodies().stream()
                .map(e -> e.path("event_action").asString() + " "
                        + e.path("dedup_key").asString().replace(SampleNotices.REF, "K"))
                .toList();
    }

    @Test
    void the_four_severities_of_pagerduty_take_up_any_ladder() throws Exception {
        NotificationChannel channel =
                open(new PagerDutyAddress(new ConfigValue(side.url("/")), new ConfigValue("secret:key")));
        for (String severity : List.of("info", "low", "high", "critical", "unheard-of")) {
            channel.send(SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, Map.of("severity", severity)));
        }
        assertThat(bodies())
                .extracting(e -> e.path("payload").path("severity").asString())
                .containsExactly("info", "warning", "error", "critical", "error");
    }

    @Test
    void chat_gets_a_text_that_calls_nobody() throws Exception {
        NotificationChannel channel = open(new ChatAddress(new ConfigValue(side.url("/hooks/x"))));
        channel.send(SampleNotices.of(
                NoticeStage.OPENED,
                AlertStatus.OPEN,
                Map.of("notes", "<!channel> @channel & <b>@here</b> ![x](http://evil.example/p.png)")));

        JsonNode body = bodies().get(0);
        assertThat(body.propertyNames()).containsExactly("text");
        assertThat(body.path("text").asString())
                .contains("Opened: incident\n", "&lt;!channel&gt;", "&amp;", "@\u200bchannel", "@\u200bhere")
                .doesNotContain("<", "@channel", "@here", "](", "://");
        channel.send(
                SampleNotices.of(
                        NoticeStage.OPENED,
                        AlertStatus.OPEN,
                        Map.of(
                                "what",
                                "www.evil.example/login @here <!channel> [x](y) ~town-square #x mailto:a 10.0.0.1 evil\u3002example i\u2764.ws \u0939\u093f.com")));
        assertThat(bodies().get(1).path("text").asString().lines())
                .contains(
                        "Seen: www.\u200bevil.\u200bexample/login @\u200bhere &lt;!channel&gt; [\u200bx]\u200b(y) ~\u200btown-square"
                                + " #\u200bx mailto:\u200ba 10.\u200b0.\u200b0.\u200b1 evil\u3002\u200bexample i\u2764.\u200bws \u0939\u093f.\u200bcom");
        channel.send(SampleNotices.group(
                NoticeStage.OPENED,
                AlertStatus.OPEN,
                50,
                IntStream.range(0, 50)
                        .mapToObj(i -> SampleNotices.item(AlertStatus.OPEN, Map.of("post", "<".repeat(900))))
                        .toArray(Notice.NoticeItem[]::new)));
        assertThat(bodies().get(2).path("text").asString().length()).isLessThan(4_100);
    }

    @Test
    void a_topic_gets_what_the_recipient_may_know_under_the_reference() throws Exception {
        open(new KafkaAddress()).send(SampleNotices.of(NoticeStage.OPENED, AlertStatus.OPEN, Map.of("campus", "a")));
        assertThat(put)
                .singleElement()
                .asString()
                .startsWith("postwatch.recipient.d.r " + SampleNotices.REF + " {")
                .contains("\"campus\":\"a\"")
                .doesNotContain("coverage", "routes");
    }

    @Test
    void an_alertmanager_receives_the_credentials() throws Exception {
        ConfigValue url = new ConfigValue(side.url(""));
        Optional<ConfigValue> user = Optional.of(new ConfigValue("o'hara"));
        Optional<ConfigValue> key = Optional.of(new ConfigValue("secret:key"));
        side.respondWith(
                words -> new FakeHttpServer.FakeResponse(500, Map.of(), "not " + words.header("Authorization")));
        AttemptResult basic =
                open(new AlertmanagerAddress(url, user, key, Optional.empty())).send(SampleNotices.opened(1));
        AttemptResult bearer = open(new AlertmanagerAddress(url, Optional.empty(), Optional.empty(), key))
                .send(SampleNotices.opened(1));
        assertThat(side.requests())
                .extracting(said -> said.header("Authorization"))
                .containsExactly("Basic bydoYXJhOnBhZ2VyLWtleS0x", "Bearer pager-key-1");
        assertThat(basic.toString() + bearer).contains("500 not Basic ***", "500 not Bearer ***");
    }

    @Test
    void an_alert_fires_while_it_is_open_and_changes_its_labels_without_becoming_two() throws Exception {
        NotificationChannel channel = open(new AlertmanagerAddress(new ConfigValue(side.url("/am/"))));
        channel.send(SampleNotices.opened(1));
        TreeMap<String, String> worse = SampleNotices.allFields();
        worse.put("severity", "critical");
        channel.send(SampleNotices.of(NoticeStage.ESCALATED, AlertStatus.OPEN, worse));
        channel.send(SampleNotices.of(NoticeStage.CLOSED, AlertStatus.CLOSED, worse));

        assertThat(side.requests()).allMatch(said -> said.path().equals("/am/api/v2/alerts"));
        JsonNode first = bodies().get(0);
        assertThat(first).hasSize(1);
        assertThat(first.path(0).path("labels").toString())
                .isEqualTo(
                        "{\"alertname\":\"coverage\",\"campus\":\"a\",\"ref\":\"0123456789abcdef\",\"severity\":\"high\"}");
        assertThat(first.path(0).path("startsAt").asString()).isEqualTo("2026-09-14T13:50:00Z");
        assertThat(ends(first.path(0))).isAfter(Instant.now());
        JsonNode second = bodies().get(1);
        assertThat(second).hasSize(2);
        assertThat(second.path(0).path("labels").path("severity").asString()).isEqualTo("high");
        assertThat(ends(second.path(0))).isBeforeOrEqualTo(Instant.now());
        assertThat(second.path(1).path("labels").path("severity").asString()).isEqualTo("critical");
        JsonNode third = bodies().get(2);
        assertThat(third).hasSize(1);
        assertThat(ends(third.path(0))).isBeforeOrEqualTo(Instant.now());

        assertThat(channel.resendAfter(SampleNotices.opened(1), Duration.ofDays(9)))
                .contains(Duration.ofMinutes(1));
        assertThat(channel.resendAfter(SampleNotices.closed(2), Duration.ofMinutes(4)))
                .contains(Duration.ofMinutes(1));
        assertThat(channel.resendAfter(SampleNotices.closed(2), Duration.ofMinutes(5)))
                .isEmpty();
    }

    @Test
    void the_watchdogs_alert_ends_by_itself_when_no_next_one_comes() throws Exception {
        NotificationChannel channel = open(new AlertmanagerAddress(new ConfigValue(side.url(""))));
        channel.send(SampleNotices.watchdog());
        assertThat(channel.resendAfter(SampleNotices.watchdog(), Duration.ZERO)).isEqualTo(Optional.empty());
        JsonNode alert = bodies().get(0).path(0);
        assertThat(alert.path("labels").path("alertname").asString()).isEqualTo("PostwatchWatchdog");
        assertThat(ends(alert)).isEqualTo(SampleNotices.NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void a_group_is_one_alert() throws Exception {
        NotificationChannel channel = open(new AlertmanagerAddress(new ConfigValue(side.url(""))));
        channel.send(SampleNotices.group(
                NoticeStage.OPENED,
                AlertStatus.OPEN,
                1000,
                SampleNotices.items(50).toArray(Notice.NoticeItem[]::new)));
        assertThat(bodies().get(0)).hasSize(1);
        assertThat(bodies().get(0).path(0).path("labels").toString())
                .isEqualTo("{\"alertname\":\"PostwatchGroup\",\"ref\":\"0123456789abcdef\",\"severity\":\"high\"}");
    }

    @Test
    void denied_classes_and_domains_and_missing_secrets_do_not_open() {
        assertThatThrownBy(() -> open(SampleRecipients.webhook("https://desk.ice.example/x")))
                .hasMessageContaining("the domain 'ice.example' is denied");
        assertThatThrownBy(() -> open(new ChatAddress(new ConfigValue("secret:not-there"))))
                .hasMessageContaining("not-there");
        assertThatThrownBy(() -> open(new WebhookAddress(
                        new ConfigValue("https://cad.example"), List.of(new ConfigValue("secret:key")))))
                .hasMessageContaining("secret:key")
                .hasMessageNotContaining("pager-key-1");
        Recipient denied =
                new Recipient("r", "ice", "federal-immigration", new LogAddress(), false, Duration.ofHours(1));
        RoutingConfig routing = SampleRecipients.routing("d", denied);
        assertThatThrownBy(() -> channels().open(routing, denied)).hasMessageContaining("federal-immigration");
    }

    private NotificationChannel open(RecipientAddress address) {
        Recipient recipient = SampleRecipients.recipient("r", address);
        return channels().open(SampleRecipients.routing("d", recipient), recipient);
    }

    private DefaultChannelFactory channels() {
        return new DefaultChannelFactory(
                SampleRecipients.access(SampleRecipients.secrets(Map.of("key", "pager-key-1"))),
                Clock.systemUTC(),
                outlet,
                Optional::empty);
    }

    private List<JsonNode> bodies() {
        return side.requests().stream().map(said -> JSON.readTree(said.body())).toList();
    }

    private static Instant ends(JsonNode alert) {
        return Instant.parse(alert.path("endsAt").asString());
    }
}
