package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.policy.PolicyDecision;

/** The rule and the text of every reason, as they stand in disclosure records. */
class WithheldReasonTest {
    private static final Instant T = Instant.parse("2026-09-14T13:30:00Z");

    private static final List<WithheldReason> REASONS = List.of(
            new WithheldReason.OwnDeliveryFailure(),
            new WithheldReason.DeniedByPolicy(new PolicyDecision.DeniedClass("federal")),
            new WithheldReason.DeniedByPolicy(new PolicyDecision.DeniedAgency("ice")),
            new WithheldReason.DeniedByPolicy(new PolicyDecision.DeniedDomain("ice.example")),
            new WithheldReason.DeniedByPolicy(new PolicyDecision.ReservedConduct()),
            new WithheldReason.DeniedByPolicy(new PolicyDecision.NoMatchingRule("sheriff", "coverage")),
            new WithheldReason.Silenced(new Silence("S-1", "dana", "drill", new TreeMap<>(), T, T, Optional.empty())),
            new WithheldReason.FeedOutage("hr"),
            new WithheldReason.WithinQuietHours("routes[1]", LocalTime.of(6, 0)),
            new WithheldReason.AwaitingGroup("routes[2]", T),
            new WithheldReason.AlreadyAcknowledged("dana"),
            new WithheldReason.AlreadyOver(Alert.AlertStatus.CLOSED, true),
            new WithheldReason.AlreadyOver(Alert.AlertStatus.WITHDRAWN, false));

    @Test
    void every_reason_has_a_rule_and_a_text() {
        assertThat(REASONS.stream().map(reason -> reason.rule() + ": " + reason.text()))
                .containsExactly(
                        "own delivery failure: the alert is about deliveries to this recipient",
                        "denied classes: class 'federal' is denied: nothing is sent to it, whatever the routes say",
                        "denied agencies: agency 'ice' is denied: nothing is sent to it, whatever its class is now",
                        "denied domains: the domain 'ice.example' is denied: nothing is sent to it",
                        "conduct: conduct is for class 'school' only, unless it is an emergency",
                        "no matching rule: no rule lets class 'sheriff' know of 'coverage'; what no rule grants is denied",
                        "silence S-1: silenced by dana until 2026-09-14T13:30:00Z: drill",
                        "silent feed: feed 'hr' is silent, which the recipient was notified of",
                        "quiet hours: quiet hours of routes[1] until 06:00",
                        "group: grouped by routes[2], due at 2026-09-14T13:30:00Z",
                        "acknowledged: not repeated: dana has acknowledged it",
                        "over: already closed; added to the digest",
                        "over: already withdrawn; the recipient is not notified");
    }

    @Test
    void every_kind_of_reason_is_listed_here() {
        Stream<Class<?>> kinds = Stream.of(WithheldReason.class, PolicyDecision.Denied.class)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()));
        Stream<Object> listed = REASONS.stream()
                .flatMap(reason -> reason instanceof WithheldReason.DeniedByPolicy denied
                        ? Stream.of(denied, denied.decision())
                        : Stream.of(reason));
        assertThat(listed.map(Object::getClass).distinct()).containsExactlyInAnyOrderElementsOf(kinds.toList());
    }
}
