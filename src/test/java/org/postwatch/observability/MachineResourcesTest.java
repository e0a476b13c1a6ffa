package org.postwatch.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.observability.MachineResources.MIB;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.observability.MachineResources.ResourceKind;
import org.postwatch.observability.MachineResources.ResourceUsage;

class MachineResourcesTest {
    private static final Path DATA = Path.of("/var/lib/postwatch/data");

    @TempDir
    Path directory;

    @Test
    void each_of_them_fails_its_own_check_at_its_own_limit() {
        ResourceUsage enough = new ResourceUsage(512 * MIB, 9_000 * MIB, 900, 1_000, 95 * MIB, 100 * MIB);
        for (ResourceKind kind : ResourceKind.values()) {
            assertThat(MachineResources.check(kind, enough, DATA).passed())
                    .as("%s", kind)
                    .isTrue();
        }
        ResourceUsage little = new ResourceUsage(512 * MIB - 1, 9_000 * MIB, 901, 1_000, 95 * MIB + 1, 100 * MIB);
        assertThat(MachineResources.check(ResourceKind.DISK, little, DATA))
                .isEqualTo(HealthCheckResult.failed(
                        "disk",
                        "511 MiB free of 9000",
                        "at least 512 MiB free",
                        "free space where /var/lib/postwatch/data is, or move data.directory to a larger disk"));
        assertThat(MachineResources.check(ResourceKind.FILES, little, DATA).passed())
                .isFalse();
        assertThat(MachineResources.check(ResourceKind.FILES, little, DATA).remedy())
                .contains("ulimit -n");
        assertThat(MachineResources.check(ResourceKind.MEMORY, little, DATA).passed())
                .isFalse();
        assertThat(MachineResources.shortage(little, DATA)).isEmpty();
    }

    @Test
    void what_has_run_out_is_named_with_what_to_do() {
        assertThat(MachineResources.shortage(new ResourceUsage(MIB, 64 * MIB, 300, 1_000, 0, 100), DATA))
                .hasValueSatisfying(cause -> assertThat(cause)
                        .startsWith("the disk is full: 1 MiB are free of 64 where /var/lib/postwatch/data is"));
        assertThat(MachineResources.shortage(new ResourceUsage(900 * MIB, 999 * MIB, 1_020, 1_024, 0, 100), DATA))
                .hasValueSatisfying(cause ->
                        assertThat(cause).startsWith("no file descriptors are left: 1020 are open of 1024; raise"));
        assertThat(MachineResources.findStartProblem(new ResourceUsage(900 * MIB, 999 * MIB, 60, 128, 0, 100), DATA))
                .hasValueSatisfying(cause -> assertThat(cause)
                        .startsWith(
                                "too few file descriptors: this process may open 128, and needs 1024 at least; raise"));
        assertThat(MachineResources.findStartProblem(new ResourceUsage(63 * MIB, 64 * MIB, 60, 9_999, 0, 100), DATA))
                .hasValueSatisfying(
                        cause -> assertThat(cause).startsWith("too little disk: 63 MiB are free of 64 where"));
    }

    @Test
    void a_machine_like_this_one_has_enough() {
        MachineResources resources = new MachineResources(directory);
        assertThat(resources.latest().diskTotal()).isPositive();
        assertThat(resources.latest().filesOpen()).isPositive();
        assertThat(resources.shortage()).isEmpty();
        assertThat(resources.findStartProblem()).isEmpty();
    }
}
