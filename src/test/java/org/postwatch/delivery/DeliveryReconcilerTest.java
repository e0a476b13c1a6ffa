package org.postwatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.postwatch.delivery.SampleNotices.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.PendingDelivery;

class DeliveryReconcilerTest {
    private static final AttemptResult TAKEN = new AttemptResult.Delivered("200");
    private static final AttemptResult BUSY = new AttemptResult.TemporaryFailure("500", Optional.empty());
    private static final AttemptResult UNREACHED =
            new AttemptResult.TemporaryFailure("cannot connect", Optional.empty(), false);

    private final Map<String, DeliveryResult> written = new HashMap<>();
    private final List<DeliveryResult> history = new ArrayList<>();
    private final List<PendingDelivery> pending = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private Instant now = NOON;
    private DeliveryReconciler reconciler = begun();

    @Test
    void a_notice_is_sent_once_and_goes_on_record() {
        notice(gap("a", 1));

        assertThat(play(attempt -> TAKEN)).containsExactly("d/r coverage/a 1");
        assertThat(written("coverage/a")).isEqualTo(delivery("coverage/a", 1, DeliveryStatus.DELIVERED, 1, "200"));
        assertThat(reconciler.nextDue()).isEmpty();
    }

    @Test
    void what_a_stopped_worker_writes_when_another_has_taken_over_is_put_right() {
        notice(gap("a", 2));
        notice(gap("b", 1));
        play(attempt -> TAKEN);
        written.clear();
        DeliveryResult late = delivery("coverage/a", 1, DeliveryStatus.FAILED, 3, "500");
        reconciler.restore("d/r/coverage/a", Optional.of(late));
        reconciler.restore(
                "d/r/coverage/b", Optional.of(delivery("coverage/b", 2, DeliveryStatus.DELIVERED, 1, "200")));
        reconciler.restore("d/r/coverage/unknown", Optional.of(late));

        assertThat(written.values()).containsExactly(delivery("coverage/a", 2, DeliveryStatus.DELIVERED, 1, "200"));
        assertThat(play(attempt -> TAKEN)).as("nothing is sent for it").isEmpty();
    }

    @Test
    void each_attempt_that_fails_is_recorded_while_the_notice_waits() {
        notice(gap("a", 1));
        for (int attempt = 0; attempt < 2; attempt++) {
            answer(reconciler.poll(now, 10).get(0), BUSY);
            now = now.plusSeconds(10);
        }
        assertThat(pending)
                .extracting(
                        PendingDelivery::key, PendingDelivery::revision, PendingDelivery::attempts, PendingDelivery::at)
                .containsExactly(
                        tuple("d/r/coverage/a", 1, 1, now.minusSeconds(20)),
                        tuple("d/r/coverage/a", 1, 2, now.minusSeconds(10)));
        assertThat(pending).extracting(PendingDelivery::since).containsOnly(now.minusSeconds(20));
        assertThat(written).as("nothing is settled").isEmpty();
        play(attempt -> TAKEN);
        assertThat(pending).hasSize(2);
    }

    @Test
    void one_at_a_time_in_the_order_of_the_decisions_weapons_first() {
        notice(SampleNotices.at(gap("b", 1), "coverage/b", 1, NOON.plusSeconds(2)));
        notice(SampleNotices.at(gap("a", 1), "coverage/a", 1, NOON.plusSeconds(1)));
        notice(weapon(NOON.plusSeconds(3)));

        assertThat(reconciler.poll(now, 10)).hasSize(1);
        assertThat(reconciler.poll(now, 10)).isEmpty();
        assertThat(reconciler.nextDue()).as("nothing before an answer").isEmpty();

        reconciler = begun();
        notice(SampleNotices.at(gap("b", 1), "coverage/b", 1, NOON.plusSeconds(2)));
        notice(SampleNotices.at(gap("a", 1), "coverage/a", 1, NOON.plusSeconds(1)));
        notice(weapon(NOON.plusSeconds(3)));
        assertThat(play(attempt -> TAKEN))
                .containsExactly("d/r weapon-seen/w 1", "d/r coverage/a 1", "d/r coverage/b 1");
    }

    @Test
    void a_newer_revision_takes_the_place_of_one_that_waits_or_is_on_its_way() {
        notice(gap("a", 1));
        notice(gap("a", 2));
        DeliveryAttempt second = reconciler.poll(now, 10).get(0);
        assertThat(second.notice().revision()).isEqualTo(2);
        notice(gap("a", 3));
        answer(second, BUSY);
        now = now.plusSeconds(10);
        assertThat(play(attempt -> TAKEN)).containsExactly("d/r coverage/a 3");
        assertThat(written("coverage/a").revision()).isEqualTo(3);
    }

    @Test
    void an_older_revision_on_its_way_is_recorded_before_the_newer_one_goes() {
        notice(gap("a", 1));
        DeliveryAttempt first = reconciler.poll(now, 10).get(0);
        notice(gap("a", 2));
        answer(first, TAKEN);
        assertThat(written("coverage/a").revision()).isEqualTo(1);
        assertThat(play(attempt -> TAKEN)).containsExactly("d/r coverage/a 2");
        assertThat(written("coverage/a").revision()).isEqualTo(2);
    }

    @Test
    void one_that_does_not_answer_holds_nobody_else_up() {
        reconciler.setPolicy("d/slow", Optional.of(terms(false)), now);
        notice(SampleNotices.forRecipient(gap("a", 1), "slow"));
        DeliveryAttempt stuck = reconciler.poll(now, 10).get(0);
        for (int i = 0; i < 20; i++) {
            notice(gap("c" + i, 1));
            notice(SampleNotices.forRecipient(gap("c" + i, 1), "slow"));
        }
        assertThat(play(attempt -> TAKEN)).hasSize(20).allMatch(line -> line.startsWith("d/r "));
        answer(stuck, TAKEN);
        assertThat(play(attempt -> TAKEN)).hasSize(20).allMatch(line -> line.startsWith("d/slow "));
    }

    @Test
    void since_when_the_oldest_waits_is_known_also_when_it_is_published_again_meanwhile() {
        assertThat(reconciler.oldestWaiting()).isEmpty();
        notice(gap("a", 1));
        assertThat(reconciler.oldestWaiting()).as("on its way is not there yet").contains(NOON);
        playUntil(NOON.plus(Duration.ofMinutes(10)), attempt -> BUSY);
        notice(SampleNotices.at(gap("a", 2), "coverage/a", 2, now));
        notice(SampleNotices.at(gap("b", 1), "coverage/b", 1, now));
        assertThat(reconciler.oldestWaiting()).contains(NOON);
        play(attempt -> attempt.notice().subject().equals("coverage/b") ? TAKEN : BUSY);
        assertThat(reconciler.oldestWaiting()).as("a neighbour is notified").contains(NOON);

        playUntil(NOON.plus(Duration.ofMinutes(20)), attempt -> TAKEN);
        assertThat(reconciler.oldestWaiting()).isEmpty();
    }

    @Test
    void a_recipient_that_vanishes_for_less_than_its_time_gets_everything_in_order() {
        Instant back = NOON.plus(Duration.ofMinutes(50));
        for (int i = 0; i < 5; i++) {
            notice(SampleNotices.at(gap("c" + i, 1), "coverage/c" + i, 1, NOON.plusSeconds(i)));
        }
        List<String> lines = playUntil(NOON.plus(Duration.ofHours(2)), a -> now.isBefore(back) ? UNREACHED : TAKEN);

        assertThat(lines.size()).as("with backoff up to five minutes").isBetween(15, 60);
        assertThat(history).hasSize(5).allMatch(d -> d.outcome() == DeliveryStatus.DELIVERED);
        assertThat(history)
                .allMatch(d -> !d.at().isBefore(back) && d.at().isBefore(back.plus(ExponentialBackoff.MAX_DELAY)));
    }

    @Test
    void after_its_time_the_delivery_has_failed_with_the_reason_also_of_those_behind() {
        notice(gap("a", 1));
        notice(gap("b", 1));
        playUntil(NOON.plus(Duration.ofHours(3)), attempt -> BUSY);

        assertThat(history)
                .hasSize(2)
                .allMatch(
                        d -> d.outcome() == DeliveryStatus.FAILED && d.detail().contains("500"));
        assertThat(history).allMatch(d -> !d.at().isBefore(NOON.plus(Duration.ofHours(1))));
        assertThat(history).allMatch(d -> d.at().isBefore(NOON.plus(Duration.ofMinutes(66))));
        assertThat(reconciler.nextDue()).isEmpty();

        notice(gap("a", 2));
        assertThat(play(attempt -> TAKEN)).as("sent again when asked for").containsExactly("d/r coverage/a 2");
    }

    @Test
    void what_is_published_again_each_minute_is_given_up_all_the_same() {
        for (int minute = 1; minute <= 70; minute++) {
            notice(SampleNotices.at(SampleNotices.watchdog(), "~watchdog", minute, now));
            playUntil(NOON.plus(Duration.ofMinutes(minute)), attempt -> BUSY);
        }
        assertThat(history).isNotEmpty().allMatch(d -> d.outcome() == DeliveryStatus.FAILED);
    }

    @Test
    void waits_double_have_jitter_and_bounds_and_bow_to_what_is_asked() {
        for (double chance : new double[] {0, 0.5, 0.999}) {
            ExponentialBackoff backoff = new ExponentialBackoff(() -> chance);
            for (int failures = 1; failures < 100; failures++) {
                assertThat(backoff.delay(failures, Optional.empty()))
                        .isBetween(ExponentialBackoff.MIN_DELAY, ExponentialBackoff.MAX_DELAY);
            }
        }
        ExponentialBackoff longest = new ExponentialBackoff(() -> 0.9999);
        assertThat(longest.delay(1, Optional.empty())).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(longest.delay(4, Optional.empty())).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(16));
        assertThat(longest.delay(1, Optional.of(Duration.ofSeconds(90)))).isEqualTo(Duration.ofSeconds(90));
        assertThat(longest.delay(1, Optional.of(Duration.ofDays(1)))).isEqualTo(ExponentialBackoff.MAX_REQUESTED_DELAY);
        assertThat(longest.delay(1, Optional.of(Duration.ZERO))).isEqualTo(ExponentialBackoff.MIN_DELAY);
    }

    @Test
    void one_that_asks_for_time_gets_it_but_a_weapon_is_tried() {
        notice(gap("a", 1));
        DeliveryAttempt first = reconciler.poll(now, 10).get(0);
        answer(first, new AttemptResult.TemporaryFailure("429", Optional.of(Duration.ofSeconds(120))));

        now = now.plusSeconds(119);
        assertThat(reconciler.poll(now, 10)).isEmpty();
        notice(weapon(now));
        DeliveryAttempt weapon = reconciler.poll(now, 10).get(0);
        assertThat(weapon.notice().subject()).isEqualTo("weapon-seen/w");
        answer(weapon, TAKEN);
        assertThat(play(attempt -> TAKEN)).containsExactly("d/r coverage/a 1");
    }

    @Test
    void a_plain_no_is_final_and_the_next_goes_at_once() {
        notice(gap("a", 1));
        notice(gap("b", 1));
        assertThat(play(a ->
                        a.notice().subject().endsWith("a") ? new AttemptResult.PermanentFailure("410 gone") : TAKEN))
                .containsExactly("d/r coverage/a 1", "d/r coverage/b 1");
        assertThat(written("coverage/a")).isEqualTo(delivery("coverage/a", 1, DeliveryStatus.FAILED, 1, "410 gone"));
    }

    @Test
    void one_notice_that_is_never_liked_does_not_hold_the_others() {
        notice(gap("a", 1));
        for (int i = 0; i < 5; i++) {
            notice(SampleNotices.at(gap("b" + i, 1), "coverage/b" + i, 1, NOON.plusSeconds(1)));
        }
        playUntil(NOON.plus(Duration.ofMinutes(2)), a -> a.notice().subject().equals("coverage/a") ? BUSY : TAKEN);
        assertThat(history).hasSize(5).allMatch(d -> d.outcome() == DeliveryStatus.DELIVERED);
        playUntil(NOON.plus(Duration.ofMinutes(70)), a -> BUSY);
        assertThat(written("coverage/a").outcome()).isEqualTo(DeliveryStatus.FAILED);
    }

    @Test
    void a_pager_is_not_called_for_what_is_over() {
        pager();
        notice(closed("a", 2));
        assertThat(play(attempt -> TAKEN)).isEmpty();
        assertThat(written("coverage/a"))
                .isEqualTo(delivery("coverage/a", 2, DeliveryStatus.DELIVERED, 0, NoticeDeliveryState.SUPERSEDED));

        notice(gap("a", 3));
        notice(closed("b", 1));
        notice(SampleNotices.at(
                SampleNotices.of(NoticeStage.AVERTED, AlertStatus.WITHDRAWN, Map.of()), "coverage/e", 2, NOON));
        assertThat(play(attempt -> TAKEN)).as("what opens again is news").containsExactly("d/r coverage/a 3");
        notice(closed("a", 4));
        assertThat(play(attempt -> TAKEN)).as("the end of what was notified").containsExactly("d/r coverage/a 4");
    }

    @Test
    void a_pager_that_could_not_be_reached_is_spared_what_ended_meanwhile() {
        pager();
        notice(gap("a", 1));
        answer(reconciler.poll(now, 10).get(0), UNREACHED);
        notice(closed("a", 2));
        playUntil(NOON.plus(Duration.ofHours(1)), attempt -> TAKEN);
        assertThat(sent).isEmpty();

        notice(gap("b", 1));
        answer(reconciler.poll(now, 10).get(0), BUSY);
        notice(closed("b", 2));
        playUntil(NOON.plus(Duration.ofHours(2)), attempt -> TAKEN);
        assertThat(sent).as("perhaps it was called: it must hear the end").containsExactly("d/r coverage/b 2");
    }

    @Test
    void a_webhook_gets_also_what_is_over() {
        notice(closed("a", 2));
        assertThat(play(attempt -> TAKEN)).containsExactly("d/r coverage/a 2");
    }

    @Test
    void after_a_restart_only_what_is_not_on_record_is_sent() {
        reconciler = new DeliveryReconciler(register(), () -> 0.5);
        Notice done = gap("done", 2);
        reconciler.restore(done.key(), Optional.of(delivery("coverage/done", 2, DeliveryStatus.DELIVERED, 1, "200")));
        notice(done);
        notice(gap("new", 1));
        notice(gap("newer", 3));
        Notice failed = gap("failed", 1);
        notice(failed);
        reconciler.restore(failed.key(), Optional.of(delivery("coverage/failed", 1, DeliveryStatus.FAILED, 9, "410")));
        reconciler.restore(
                gap("newer", 3).key(), Optional.of(delivery("coverage/newer", 2, DeliveryStatus.DELIVERED, 1, "200")));
        Notice reborn = gap("reborn", 1);
        notice(reborn);
        reconciler.restore(
                reborn.key(), Optional.of(delivery("coverage/reborn", 5, DeliveryStatus.DELIVERED, 1, "200")));
        reconciler.restore("d/r/gone", Optional.of(delivery("gone", 5, DeliveryStatus.DELIVERED, 1, "200")));
        assertThat(reconciler.poll(now, 10)).as("not before all is read").isEmpty();

        reconciler.setPolicy("d/r", Optional.of(terms(false)), now);
        reconciler.start(now);

        assertThat(play(attempt -> TAKEN))
                .containsExactlyInAnyOrder("d/r coverage/new 1", "d/r coverage/newer 3", "d/r coverage/reborn 1");
        assertThat(forgotten).containsExactly("d/r/gone");
    }

    @Test
    void a_pager_killed_between_call_and_record_hears_the_end() {
        reconciler = new DeliveryReconciler(register(), () -> 0.5);
        Notice notice = closed("a", 2);
        notice(notice);
        reconciler.restore(
                notice.key(),
                Optional.of(delivery("coverage/a", 0, DeliveryStatus.DELIVERED, 0, DeliveryExecutor.DELIVERY_INTENT)));
        reconciler.setPolicy("d/r", Optional.of(terms(true)), now);
        reconciler.start(now);
        assertThat(play(attempt -> TAKEN)).containsExactly("d/r coverage/a 2");
    }

    @Test
    void nobody_needs_to_know_any_more() {
        notice(gap("a", 1));
        play(attempt -> TAKEN);
        notice(gap("b", 1));
        reconciler.offer(gap("a", 1).key(), Optional.empty(), now);
        reconciler.offer(gap("b", 1).key(), Optional.empty(), now);

        assertThat(forgotten).containsExactly("d/r/coverage/a");
        assertThat(play(attempt -> TAKEN)).isEmpty();
        notice(gap("a", 1));
        assertThat(play(attempt -> TAKEN)).as("a new life").containsExactly("d/r coverage/a 1");
    }

    @Test
    void what_is_forgotten_on_its_way_is_withdrawn_when_it_has_arrived() {
        notice(gap("a", 1));
        DeliveryAttempt attempt = reconciler.poll(now, 10).get(0);
        reconciler.offer(attempt.notice().key(), Optional.empty(), now);
        assertThat(forgotten).as("it may arrive yet").isEmpty();
        reconciler.complete(attempt, Optional.of(TAKEN), now);
        assertThat(forgotten).containsExactly("d/r/coverage/a");

        notice(gap("b", 1));
        DeliveryAttempt lost = reconciler.poll(now, 10).get(0);
        reconciler.complete(lost, Optional.of(new AttemptResult.TemporaryFailure("500", Optional.empty())), now);
        reconciler.offer(lost.notice().key(), Optional.empty(), now);
        assertThat(forgotten).as("it may have arrived").containsExactly("d/r/coverage/a", "d/r/coverage/b");
    }

    @Test
    void a_recipient_that_no_document_names_has_an_hour_to_appear() {
        notice(SampleNotices.forRecipient(gap("a", 1), "ghost"));
        notice(SampleNotices.forRecipient(gap("b", 1), "late"));
        playUntil(NOON.plus(Duration.ofMinutes(59)), attempt -> TAKEN);
        assertThat(history).isEmpty();
        reconciler.setPolicy("d/late", Optional.of(terms(false)), now);
        playUntil(NOON.plus(Duration.ofMinutes(61)), attempt -> TAKEN);
        assertThat(sent).containsExactly("d/late coverage/b 1");
        assertThat(history)
                .filteredOn(d -> d.recipient().equals("ghost"))
                .singleElement()
                .matches(d ->
                        d.outcome() == DeliveryStatus.FAILED && d.detail().equals("no document names this recipient"));
    }

    @Test
    void what_is_to_be_refreshed_is_sent_again_without_a_new_record() {
        DeliveryPolicy refreshing = new DeliveryPolicy(
                Duration.ofHours(1),
                true,
                true,
                (notice, known) -> notice.status() == AlertStatus.OPEN || known.compareTo(Duration.ofMinutes(5)) < 0
                        ? Optional.of(Duration.ofMinutes(1))
                        : Optional.empty());
        reconciler.setPolicy("d/r", Optional.of(refreshing), now);
        notice(gap("a", 1));
        playUntil(NOON.plusSeconds(630), attempt -> TAKEN);
        assertThat(sent).hasSize(11);
        assertThat(history).hasSize(1);

        notice(closed("a", 2));
        playUntil(NOON.plus(Duration.ofHours(1)), attempt -> TAKEN);
        assertThat(sent).hasSize(17).endsWith("d/r coverage/a 2");
        assertThat(history).hasSize(2);
        assertThat(reconciler.nextDue()).isEmpty();
    }

    @Test
    void an_attempt_that_was_broken_off_is_made_again() {
        notice(gap("a", 1));
        DeliveryAttempt broken = reconciler.poll(now, 10).get(0);
        reconciler.complete(broken, Optional.empty(), now);
        assertThat(play(attempt -> TAKEN)).containsExactly("d/r coverage/a 1");
    }

    @Test
    void a_line_has_a_bound() {
        answerFirst();
        for (int i = 0; i <= DeliveryReconciler.MAX_WAITING; i++) {
            notice(SampleNotices.at(gap("a", 1), "coverage/" + i, 1, NOON.plusSeconds(i)));
        }
        assertThat(history).singleElement().matches(d -> d.subject().equals("coverage/0"));
    }

    private void answerFirst() {
        notice(gap("first", 1));
        answer(
                reconciler.poll(now, 1).get(0),
                new AttemptResult.TemporaryFailure("429", Optional.of(Duration.ofMinutes(30))));
        assertThat(history).isEmpty();
        reconciler.offer(gap("first", 1).key(), Optional.empty(), now);
    }

    private List<String> play(Function<DeliveryAttempt, AttemptResult> side) {
        List<String> lines = new ArrayList<>();
        List<DeliveryAttempt> due = reconciler.poll(now, 1);
        while (!due.isEmpty()) {
            DeliveryAttempt attempt = due.get(0);
            lines.add(attempt.recipient() + " " + attempt.notice().subject() + " "
                    + attempt.notice().revision());
            answer(attempt, side.apply(attempt));
            due = reconciler.poll(now, 1);
        }
        sent.addAll(lines);
        return lines;
    }

    private List<String> playUntil(Instant end, Function<DeliveryAttempt, AttemptResult> side) {
        List<String> lines = new ArrayList<>(play(side));
        while (reconciler.nextDue().filter(next -> !next.isAfter(end)).isPresent()) {
            Instant next = reconciler.nextDue().get();
            now = next.isAfter(now) ? next : now;
            lines.addAll(play(side));
        }
        now = end;
        return lines;
    }

    private void answer(DeliveryAttempt attempt, AttemptResult answer) {
        reconciler.complete(attempt, Optional.of(answer), now);
    }

    private void notice(Notice notice) {
        reconciler.offer(notice.key(), Optional.of(notice), now);
    }

    private void pager() {
        reconciler.setPolicy("d/r", Optional.of(terms(true)), now);
    }

    private DeliveryReconciler begun() {
        DeliveryReconciler fresh = new DeliveryReconciler(register(), () -> 0.5);
        fresh.setPolicy("d/r", Optional.of(terms(false)), now);
        fresh.start(now);
        return fresh;
    }

    @Test
    void an_update_is_sent_as_such_where_it_disturbs_nobody() {
        notice(gap("a", 1));
        play(attempt -> TAKEN);
        notice(SampleNotices.updated(gap("a", 1), NOON.plusSeconds(60)));
        DeliveryAttempt update = reconciler.poll(now, 10).get(0);
        assertThat(update.notice().stage()).isEqualTo(Notice.NoticeStage.UPDATED);
    }

    @Test
    void an_update_is_not_sent_where_it_would_call_somebody() {
        reconciler.setPolicy("d/r", Optional.of(terms(true)), now);
        notice(gap("a", 1));
        play(attempt -> TAKEN);
        notice(SampleNotices.updated(gap("a", 1), NOON.plusSeconds(60)));
        assertThat(play(attempt -> TAKEN)).isEmpty();
        assertThat(written("coverage/a"))
                .isEqualTo(delivery("coverage/a", 2, DeliveryStatus.DELIVERED, 0, NoticeDeliveryState.UPDATE_NOT_SENT));

        reconciler = begun();
        reconciler.setPolicy("d/r", Optional.of(terms(true)), now);
        notice(gap("b", 1));
        DeliveryAttempt onItsWay = reconciler.poll(now, 10).get(0);
        notice(SampleNotices.updated(gap("b", 1), NOON.plusSeconds(60)));
        answer(onItsWay, TAKEN);
        assertThat(play(attempt -> TAKEN)).isEmpty();
    }

    @Test
    void an_update_of_what_was_never_sent_is_the_news_itself() {
        reconciler.setPolicy("d/r", Optional.of(terms(true)), now);
        notice(gap("a", 1));
        DeliveryAttempt failed = reconciler.poll(now, 10).get(0);
        notice(SampleNotices.updated(gap("a", 1), NOON.plusSeconds(60)));
        answer(failed, BUSY);
        now = now.plusSeconds(10);
        DeliveryAttempt again = reconciler.poll(now, 10).get(0);
        assertThat(again.notice().stage()).isEqualTo(Notice.NoticeStage.OPENED);
        assertThat(again.notice().revisionKey()).isEqualTo(gap("a", 1).revisionKey());
        assertThat(again.notice().idempotencyKey()).isNotEqualTo(gap("a", 1).idempotencyKey());
        answer(again, TAKEN);
        assertThat(written("coverage/a").revision()).isEqualTo(2);
        assertThat(play(attempt -> TAKEN)).isEmpty();
    }

    @Test
    void a_new_worker_knows_by_the_record_whether_the_news_was_sent() {
        reconciler = new DeliveryReconciler(register(), () -> 0.5);
        reconciler.setPolicy("d/r", Optional.of(terms(true)), now);
        for (String campus : List.of("a", "b", "c")) {
            notice(SampleNotices.updated(gap(campus, 1), NOON.plusSeconds(60)));
        }
        reconciler.restore(
                "d/r/coverage/a", Optional.of(delivery("coverage/a", 1, DeliveryStatus.DELIVERED, 1, "200")));
        reconciler.restore("d/r/coverage/b", Optional.of(delivery("coverage/b", 1, DeliveryStatus.FAILED, 9, "500")));
        reconciler.start(now);
        assertThat(play(attempt -> {
                    assertThat(attempt.notice().stage()).isEqualTo(Notice.NoticeStage.OPENED);
                    return TAKEN;
                }))
                .containsExactly("d/r coverage/b 2", "d/r coverage/c 2");
    }

    private static DeliveryPolicy terms(boolean pager) {
        return new DeliveryPolicy(Duration.ofHours(1), pager, !pager, (notice, known) -> Optional.empty());
    }

    private static Notice gap(String campus, int revision) {
        return SampleNotices.at(SampleNotices.opened(1), "coverage/" + campus, revision, NOON);
    }

    private static Notice weapon(Instant at) {
        return SampleNotices.at(SampleNotices.opened(1), "weapon-seen/w", 1, at).withUrgent(true);
    }

    private static Notice closed(String campus, int revision) {
        return SampleNotices.at(SampleNotices.closed(1), "coverage/" + campus, revision, NOON);
    }

    private DeliveryResult written(String subject) {
        return written.get("d/r/" + subject);
    }

    private DeliveryResult delivery(String subject, int revision, DeliveryStatus outcome, int attempts, String detail) {
        return new DeliveryResult("d", "r", subject, "0123456789abcdef", revision, outcome, attempts, now, detail);
    }

    private DeliveryResultStore register() {
        return new DeliveryResultStore() {
            @Override
            public void record(DeliveryResult delivery) {
                written.put(delivery.key(), delivery);
                history.add(delivery);
            }

            @Override
            public void pending(PendingDelivery attempt) {
                pending.add(attempt);
            }

            @Override
            public void remove(String key, String ref) {
                written.remove(key);
                forgotten.add(key);
            }
        };
    }
}
