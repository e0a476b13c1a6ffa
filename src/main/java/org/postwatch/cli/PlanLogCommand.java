package org.postwatch.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.postwatch.codec.AppliedJson;
import org.postwatch.plan.Applied;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.PlanRegister;
import org.postwatch.topology.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "log",
        description = {
            "Show who applied which documents when, why, and what changed: the oldest first.",
            "",
            "Example:",
            "  postwatch plan log --district socorro-nm",
            ""
        })
final class PlanLogCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--district", paramLabel = "ID", description = "Only this district.")
    private String district;

    @Option(names = "--json", description = "One JSON object an apply.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ClientSettings clients = Reached.clients(configuration.read(), List.of(Topics.PLANS));
        PrintWriter out = spec.commandLine().getOut();
        List<Applied> log = log(clients);
        if (log.isEmpty() && district != null) {
            KnownDistricts.require(district, clients, Set.of());
        }
        Zones zones = Zones.of(clients, id -> district == null || id.equals(district));
        for (Applied applied : log) {
            if (json) {
                out.println(new String(AppliedJson.encode(applied), StandardCharsets.UTF_8));
            } else {
                AppliedLines.of(applied, zones).forEach(out::println);
            }
        }
        if (log.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "postwatch: no plan was applied yet" + (district == null ? "" : " for '" + district + "'"));
        }
        return 0;
    }

    private List<Applied> log(ClientSettings clients) {
        try {
            return PlanRegister.log(clients, Optional.ofNullable(district));
        } catch (KafkaException e) {
            throw new CommandFailed("cannot read " + Topics.PLANS + ": " + e.getMessage(), e);
        }
    }
}
