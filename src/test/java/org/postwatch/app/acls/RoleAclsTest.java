package org.postwatch.app.acls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.postwatch.RecordCopy;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.config.InstanceRole;
import org.postwatch.streams.Topics;

class RoleAclsTest {
    private static final Configuration DEFAULT = Configuration.defaults();

    @Test
    void conduct_is_read_by_instances_and_the_schools_administration_alone() {
        assertThat(whoMay(AclOperation.READ, Topics.CONDUCT_EVENTS))
                .containsExactlyInAnyOrder(AclRole.INSTANCE, AclRole.SCHOOL_ADMINISTRATION);
        assertThat(whoMay(AclOperation.WRITE, Topics.CONDUCT_EVENTS))
                .containsExactlyInAnyOrder(AclRole.INSTANCE, AclRole.INTAKE, AclRole.FEED_CONDUCT);
    }

    @Test
    void what_was_forwarded_to_its_partition_is_written_and_read_by_instances_alone() {
        assertThat(whoMay(AclOperation.WRITE, Topics.MISPLACED)).containsExactly(AclRole.INSTANCE);
        assertThat(whoMay(AclOperation.READ, Topics.MISPLACED)).containsExactly(AclRole.INSTANCE);
        assertThat(whoMay(AclOperation.WRITE, Topics.SECRETS)).containsExactly(AclRole.INSTANCE);
        assertThat(whoMay(AclOperation.READ, Topics.SECRETS)).containsExactly(AclRole.INSTANCE);
    }

    @Test
    void only_an_access_administrator_and_intake_know_who_has_access() {
        assertThat(whoMay(AclOperation.WRITE, Topics.ACCESS))
                .as("intake writes the devices that were enrolled with a code")
                .containsExactlyInAnyOrder(AclRole.ACCESS_ADMINISTRATOR, AclRole.INSTANCE, AclRole.INTAKE);
        assertThat(whoMay(AclOperation.READ, Topics.ACCESS))
                .containsExactlyInAnyOrder(AclRole.ACCESS_ADMINISTRATOR, AclRole.INSTANCE, AclRole.INTAKE);
    }

    @Test
    void what_rosters_planned_is_written_by_intake_and_read_by_it_and_those_who_compare_files() {
        assertThat(whoMay(AclOperation.WRITE, Topics.ROSTERS))
                .containsExactlyInAnyOrder(AclRole.INSTANCE, AclRole.INTAKE);
        assertThat(whoMay(AclOperation.READ, Topics.ROSTERS))
                .containsExactlyInAnyOrder(
                        AclRole.INSTANCE, AclRole.INTAKE, AclRole.OPERATIONS_CENTER, AclRole.FEED_SUPPORT);
    }

    @Test
    void what_intake_counted_is_written_by_intake_and_read_by_those_who_map_ids() {
        assertThat(whoMay(AclOperation.WRITE, Topics.INTAKE_SOURCES))
                .containsExactlyInAnyOrder(AclRole.INSTANCE, AclRole.INTAKE);
        assertThat(whoMay(AclOperation.READ, Topics.INTAKE_SOURCES))
                .containsExactlyInAnyOrder(AclRole.OPERATIONS_CENTER, AclRole.FEED_SUPPORT);
    }

    @Test
    void what_coverage_is_only_the_operations_center_reads() {
        assertThat(whoMay(AclOperation.READ, Topics.COVERAGE))
                .containsExactlyInAnyOrder(AclRole.OPERATIONS_CENTER, AclRole.INSTANCE, AclRole.INTAKE);
        assertThat(whoMay(AclOperation.READ, Topics.INCIDENTS)).containsExactly(AclRole.OPERATIONS_CENTER);
        for (String topic : Set.of(Topics.COVERAGE, Topics.INCIDENTS)) {
            assertThat(whoMay(AclOperation.WRITE, topic)).containsExactly(AclRole.INSTANCE);
        }
        assertThat(whoMay(AclOperation.WRITE, Topics.COMMANDS)).containsExactly(AclRole.OPERATIONS_CENTER);
    }

    @Test
    void an_instance_has_the_rights_of_what_it_runs() {
        Configuration coverageAlone = RecordCopy.with(
                Configuration.defaults(),
                "roles",
                Set.of(InstanceRole.COVERAGE),
                "management",
                new Configuration.ManagementOptions(false, "127.0.0.1", 0, 30));

        Set<AclRule> rights = RoleAcls.of(AclRole.INSTANCE, coverageAlone);

        assertThat(rights)
                .noneMatch(right -> right.operation() == AclOperation.READ && reaches(right, Topics.CONDUCT_EVENTS))
                .noneMatch(right -> right.operation() == AclOperation.READ && reaches(right, Topics.COVERAGE))
                .noneMatch(right -> right.operation() == AclOperation.WRITE && reaches(right, Topics.PLANS))
                .noneMatch(right -> right.resource().name().startsWith("postwatch-notification"));
        assertThat(RoleAcls.of(AclRole.INSTANCE, DEFAULT))
                .containsAll(rights)
                .containsAll(RoleAcls.of(AclRole.DELIVERY, DEFAULT))
                .containsAll(RoleAcls.of(AclRole.INTAKE, DEFAULT));
    }

    @Test
    void an_instance_of_intake_alone_writes_events_its_counts_and_enrolled_devices_and_nothing_else() {
        Configuration intakeAlone = RecordCopy.with(Configuration.defaults(), "roles", Set.of(InstanceRole.INTAKE));

        Set<AclRule> rights = RoleAcls.of(AclRole.INSTANCE, intakeAlone);

        assertThat(rights).containsAll(RoleAcls.of(AclRole.INTAKE, DEFAULT));
        assertThat(rights.stream()
                        .filter(right -> right.operation() == AclOperation.WRITE)
                        .map(right -> right.resource().name()))
                .containsExactlyInAnyOrder(
                        Topics.ENTRANCE_EVENTS,
                        Topics.CAMERA_EVENTS,
                        Topics.STAFFING_EVENTS,
                        Topics.CONDUCT_EVENTS,
                        Topics.ACCESS,
                        Topics.INTAKE_SOURCES,
                        Topics.ROSTERS);
        assertThat(rights)
                .noneMatch(right -> right.operation() == AclOperation.READ
                        && Set.of(Topics.CONDUCT_EVENTS, Topics.SECRETS, Topics.NOTICES)
                                .contains(right.resource().name()));
    }

    @Test
    void nobody_may_alter_or_delete_and_nobody_has_everything() {
        for (AclRole role : AclRole.values()) {
            assertThat(RoleAcls.of(role, DEFAULT))
                    .as(role.wireName())
                    .isNotEmpty()
                    .noneMatch(right -> right.resource().name().equals("*"))
                    .noneMatch(right -> right.resource().patternType() == PatternType.PREFIXED
                            && Set.of(AclOperation.READ, AclOperation.WRITE).contains(right.operation())
                            && right.resource().resourceType() == ResourceType.TOPIC
                            && Topics.liveSpecs().stream().anyMatch(topic -> reaches(right, topic.name())));
        }
    }

    @Test
    void a_recipients_groups_are_not_those_of_one_whose_name_begins_alike() {
        ResourcePattern group = RoleAcls.ofRecipient("d", "board").stream()
                .map(AclRule::resource)
                .filter(resource -> resource.resourceType() == ResourceType.GROUP)
                .findAny()
                .orElseThrow();
        assertThat("postwatch.recipient.d.board.1").startsWith(group.name());
        assertThat("postwatch.recipient.d.board-2.1").doesNotStartWith(group.name());
    }

    @Test
    void all_that_is_given_is_known_as_ours_and_nothing_else_is() {
        AclScope scope = AclScope.of(DEFAULT, Optional.empty(), Optional.empty());
        for (AclRole role : AclRole.values()) {
            assertThat(RoleAcls.of(role, DEFAULT)).allMatch(right -> scope.covers("User:any", right.resource()));
        }
        assertThat(RoleAcls.ofRecipient("d", "board")).allMatch(right -> scope.covers("User:any", right.resource()));
        ResourcePattern payroll = new ResourcePattern(ResourceType.TOPIC, "payroll", PatternType.LITERAL);
        assertThat(scope.isOwned(payroll)).isFalse();
        assertThat(scope.exposesOwned(payroll)).isFalse();
        assertThat(scope.exposesOwned(new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL)))
                .isTrue();
        assertThat(scope.exposesOwned(new ResourcePattern(ResourceType.TOPIC, "post", PatternType.PREFIXED)))
                .isTrue();
    }

    @Test
    void a_recipient_that_nobody_asked_about_is_not_judged() {
        ResourcePattern elms =
                new ResourcePattern(ResourceType.TOPIC, "postwatch.recipient.elm.board", PatternType.LITERAL);
        assertThat(AclScope.of(DEFAULT, Optional.empty(), Optional.of(Set.of("elm")))
                        .covers("User:any", elms))
                .isTrue();
        assertThat(AclScope.of(DEFAULT, Optional.empty(), Optional.of(Set.of("oak")))
                        .covers("User:any", elms))
                .isFalse();
        assertThat(AclScope.of(DEFAULT, Optional.of(Set.of("User:a")), Optional.empty())
                        .covers("User:b", elms))
                .isFalse();
    }

    private static Set<AclRole> whoMay(AclOperation operation, String topic) {
        return Arrays.stream(AclRole.values())
                .filter(role -> RoleAcls.of(role, DEFAULT).stream()
                        .anyMatch(right -> right.operation() == operation && reaches(right, topic)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AclRole.class)));
    }

    private static boolean reaches(AclRule right, String topic) {
        ResourcePattern resource = right.resource();
        return resource.resourceType() == ResourceType.TOPIC
                && (resource.patternType() == PatternType.PREFIXED
                        ? topic.startsWith(resource.name())
                        : topic.equals(resource.name()));
    }
}
