package org.postwatch.runtime.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.access.Right.Kind;
import org.postwatch.runtime.access.Right.Match;
import org.postwatch.runtime.access.Right.Operation;
import org.postwatch.runtime.access.Right.Resource;
import org.postwatch.topology.Topics;

class RightsTest {
    private static final Configuration USUAL = Configuration.embedded();

    @Test
    void conduct_is_read_by_instances_and_the_schools_administration_alone() {
        assertThat(whoMay(Operation.READ, Topics.CONDUCT_EVENTS))
                .containsExactlyInAnyOrder(Role.INSTANCE, Role.SCHOOL_ADMINISTRATION);
        assertThat(whoMay(Operation.WRITE, Topics.CONDUCT_EVENTS)).containsExactly(Role.FEED_CONDUCT);
    }

    @Test
    void what_was_forwarded_to_its_partition_is_written_and_read_by_instances_alone() {
        assertThat(whoMay(Operation.WRITE, Topics.MISPLACED)).containsExactly(Role.INSTANCE);
        assertThat(whoMay(Operation.READ, Topics.MISPLACED)).containsExactly(Role.INSTANCE);
        assertThat(whoMay(Operation.WRITE, Topics.SECRETS)).containsExactly(Role.INSTANCE);
        assertThat(whoMay(Operation.READ, Topics.SECRETS)).containsExactly(Role.INSTANCE);
    }

    @Test
    void what_coverage_is_only_the_operations_center_reads() {
        assertThat(whoMay(Operation.READ, Topics.COVERAGE))
                .containsExactlyInAnyOrder(Role.OPERATIONS_CENTER, Role.INSTANCE);
        assertThat(whoMay(Operation.READ, Topics.INCIDENTS)).containsExactly(Role.OPERATIONS_CENTER);
        for (String topic : Set.of(Topics.COVERAGE, Topics.INCIDENTS)) {
            assertThat(whoMay(Operation.WRITE, topic)).containsExactly(Role.INSTANCE);
        }
        assertThat(whoMay(Operation.WRITE, Topics.COMMANDS)).containsExactly(Role.OPERATIONS_CENTER);
    }

    @Test
    void an_instance_has_the_rights_of_what_it_runs() {
        Configuration coverageAlone = Configuration.embedded();
        coverageAlone = new Configuration(
                coverageAlone.data(),
                coverageAlone.kafka(),
                coverageAlone.broker(),
                coverageAlone.topics(),
                coverageAlone.streams(),
                new Configuration.Routing(false, "postwatch-routing", 1, true, false, Optional.empty()),
                new Configuration.Http(false, "127.0.0.1", 0, 30),
                coverageAlone.secrets(),
                coverageAlone.outgoing(),
                coverageAlone.logFormat(),
                coverageAlone.agencyClasses(),
                coverageAlone.security());

        Set<Right> rights = Rights.of(Role.INSTANCE, coverageAlone);

        assertThat(rights)
                .noneMatch(right -> right.operation() == Operation.READ && reaches(right, Topics.CONDUCT_EVENTS))
                .noneMatch(right -> right.operation() == Operation.READ && reaches(right, Topics.COVERAGE))
                .noneMatch(right -> right.operation() == Operation.WRITE && reaches(right, Topics.PLANS))
                .noneMatch(right -> right.resource().name().startsWith("postwatch-routing"));
        assertThat(Rights.of(Role.INSTANCE, USUAL)).containsAll(rights).containsAll(Rights.of(Role.DELIVERY, USUAL));
    }

    @Test
    void nobody_may_alter_or_delete_and_nobody_has_everything() {
        for (Role role : Role.values()) {
            assertThat(Rights.of(role, USUAL))
                    .as(role.wireName())
                    .isNotEmpty()
                    .noneMatch(right -> right.resource().name().equals("*"))
                    .noneMatch(right -> right.resource().match() == Match.PREFIXED
                            && Set.of(Operation.READ, Operation.WRITE).contains(right.operation())
                            && right.resource().kind() == Kind.TOPIC
                            && Topics.live().stream().anyMatch(topic -> reaches(right, topic.name())));
        }
    }

    @Test
    void a_recipients_groups_are_not_those_of_one_whose_name_begins_alike() {
        Resource group = Rights.ofRecipient("d", "board").stream()
                .map(Right::resource)
                .filter(resource -> resource.kind() == Kind.GROUP)
                .findAny()
                .orElseThrow();
        assertThat("postwatch.recipient.d.board.1").startsWith(group.name());
        assertThat("postwatch.recipient.d.board-2.1").doesNotStartWith(group.name());
    }

    @Test
    void all_that_is_given_is_known_as_ours_and_nothing_else_is() {
        Scope scope = Scope.of(USUAL, Optional.empty(), Optional.empty());
        for (Role role : Role.values()) {
            assertThat(Rights.of(role, USUAL)).allMatch(right -> scope.covers("User:any", right.resource()));
        }
        assertThat(Rights.ofRecipient("d", "board")).allMatch(right -> scope.covers("User:any", right.resource()));
        Resource payroll = new Resource(Kind.TOPIC, Match.LITERAL, "payroll");
        assertThat(scope.isOurs(payroll)).isFalse();
        assertThat(scope.reachesOurs(payroll)).isFalse();
        assertThat(scope.reachesOurs(new Resource(Kind.TOPIC, Match.LITERAL, "*")))
                .isTrue();
        assertThat(scope.reachesOurs(new Resource(Kind.TOPIC, Match.PREFIXED, "post")))
                .isTrue();
    }

    @Test
    void a_recipient_that_nobody_asked_about_is_not_judged() {
        Resource elms = new Resource(Kind.TOPIC, Match.LITERAL, "postwatch.recipient.elm.board");
        assertThat(Scope.of(USUAL, Optional.empty(), Optional.of(Set.of("elm"))).covers("User:any", elms))
                .isTrue();
        assertThat(Scope.of(USUAL, Optional.empty(), Optional.of(Set.of("oak"))).covers("User:any", elms))
                .isFalse();
        assertThat(Scope.of(USUAL, Optional.of(Set.of("User:a")), Optional.empty())
                        .covers("User:b", elms))
                .isFalse();
    }

    private static Set<Role> whoMay(Operation operation, String topic) {
        return Arrays.stream(Role.values())
                .filter(role -> Rights.of(role, USUAL).stream()
                        .anyMatch(right -> right.operation() == operation && reaches(right, topic)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private static boolean reaches(Right right, String topic) {
        Resource resource = right.resource();
        return resource.kind() == Kind.TOPIC
                && (resource.match() == Match.PREFIXED
                        ? topic.startsWith(resource.name())
                        : topic.equals(resource.name()));
    }
}
