package org.postwatch.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.Topology;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.Node;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.Onlooker;
import org.postwatch.topology.RoutingTopology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = {
            "Run Postwatch until SIGTERM (or Ctrl-C); it stops cleanly within 10 s.",
            "",
            "Without a configuration it starts a Kafka broker of its own on 127.0.0.1:9092 and keeps all data under"
                    + " ./data, over restarts. With kafka.bootstrap.servers in the configuration it uses that cluster,"
                    + " and several instances share the work.",
            "",
            "Topics that are missing are made; topics that are there but not as they must be stop it, each named with"
                    + " what was found and what is wanted.",
            ""
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration START_MAX = Duration.ofMinutes(2);

    @Mixin
    private ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        long begun = System.nanoTime();
        Configuration read = configuration.read();
        PrintWriter err = spec.commandLine().getErr();
        Node node = Node.startInSight(read, RunCommand::coverage, RunCommand::routing);
        Thread stop = new Thread(
                () -> {
                    err.println("postwatch: stopping");
                    node.close();
                    err.println("postwatch: stopped");
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        if (node.awaitRunning(START_MAX)) {
            err.printf(
                    "postwatch: running after %.1f s; broker %s%s%n",
                    (System.nanoTime() - begun) / 1e9,
                    node.bootstrapServers(),
                    node.httpPort().isPresent()
                            ? "; health http://" + read.http().host() + ":"
                                    + node.httpPort().getAsInt() + "/health/ready"
                            : "");
        }
        throw new CommandFailed(node.awaitFailure());
    }

    static Topology coverage(Onlooker onlooker) {
        return CoverageTopology.build(CoverageTopology.StateIn.ROCKSDB, onlooker);
    }

    static Topology routing(Onlooker onlooker) {
        return RoutingTopology.build(CoverageTopology.StateIn.ROCKSDB, onlooker);
    }
}
