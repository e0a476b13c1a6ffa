package org.postwatch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwatch.event.PresenceSignal.SignalKind;
import org.postwatch.incident.IncidentKind;

/** What a row of the event types must say for everything else to follow from it. */
class EventTypeTest {
    @Test
    void every_record_of_an_event_is_one_shape() {
        assertThat(Stream.of(EventShape.values()).<Class<?>>map(EventShape::recordType))
                .containsExactlyInAnyOrderElementsOf(recordsOf(Event.class).toList());
    }

    @ParameterizedTest
    @EnumSource
    void is_found_by_its_wire_name_and_its_state_code(EventType type) {
        assertThat(EventType.ofWireName(type.wireName())).contains(type);
        assertThat(EventType.ofStateCode(type.stateCode())).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource
    void is_accepted_on_the_topic_that_it_is_sent_to(EventType type) {
        assertThat(type.isAcceptedOn(type.topic().topicName())).isTrue();
        assertThat(EventTopic.names()).anyMatch(topic -> !type.isAcceptedOn(topic));
    }

    @ParameterizedTest
    @EnumSource
    void a_presence_signal_has_a_kind(EventType type) {
        if (type.shape() == EventShape.PRESENCE_SIGNAL) {
            assertThat(SignalKind.of(type).type()).isEqualTo(type);
        } else {
            assertThatThrownBy(() -> SignalKind.of(type)).hasMessageContaining(type.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_entrance_event_does_something(EventType type) {
        boolean hasEffect = Stream.of(EventTrait.values()).anyMatch(type::has);
        assertThat(type.shape() != EventShape.ENTRANCE || hasEffect)
                .as("%s needs a trait: without one it is admitted and has no effect", type)
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void an_urgent_event_opens_a_kind_of_incident(EventType type) {
        if (type.has(EventTrait.URGENT)) {
            assertThat(IncidentKind.ofUrgentEvent(type).isUrgent()).isTrue();
        }
    }

    @Test
    void only_heartbeats_and_canaries_need_no_grant() {
        assertThat(Arrays.stream(EventType.values())
                        .filter(type -> type.groups().isEmpty()))
                .containsExactly(EventType.HEARTBEAT, EventType.CANARY);
    }

    @Test
    void no_two_grants_have_the_same_name() {
        List<String> names = Stream.concat(
                        Stream.of(EventGroup.values()).map(EventGroup::documentName),
                        Stream.of(EventType.values()).map(EventType::grantName).flatMap(Optional::stream))
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void a_weapon_is_granted_with_cameras_and_alone() {
        assertThat(EventType.ofGroups(EventGroup.WEAPON)).isEqualTo(Set.of(EventType.WEAPON_SEEN));
        assertThat(EventType.ofGroups(EventGroup.CAMERA)).contains(EventType.WEAPON_SEEN);
    }

    @Test
    void a_panic_is_granted_by_its_own_name_only() {
        assertThat(EventType.ofGroups(EventGroup.PANIC)).isEqualTo(Set.of(EventType.PANIC));
        assertThat(EventType.PANIC.groups()).containsExactly(EventGroup.PANIC);
        assertThat(EventType.PANIC.grantName()).isEmpty();
    }

    private static Stream<Class<?>> recordsOf(Class<?> sealed) {
        return sealed.isSealed()
                ? Stream.of(sealed.getPermittedSubclasses()).flatMap(EventTypeTest::recordsOf)
                : Stream.of(sealed);
    }
}
