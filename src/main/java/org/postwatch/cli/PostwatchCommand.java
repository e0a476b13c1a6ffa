package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.apache.kafka.common.utils.AppInfoParser;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands share: help, version, more to read. */
@Command(
        name = "postwatch",
        description = {
            "Monitors which school campuses have no officer on post, and why.",
            "",
            "Postwatch joins events from entrances, cameras and staffing systems (on Kafka topics) with the plans in"
                    + " a district's documents. It publishes the current state of each campus, all intervals of the"
                    + " day and the resulting incidents on Kafka topics, and notifies recipients.",
            "",
            "Start with 'postwatch demo', or with 'postwatch run', which needs no configuration and keeps its data"
                    + " in ./data. 'postwatch COMMAND --help' explains a command.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 success, 1 failure, 2 usage error. Results go to stdout, everything else to" + " stderr."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            InitCommand.class,
            ImportCommand.class,
            PlanCommand.class,
            RouteCommand.class,
            IntakeCommand.class,
            AccessCommand.class,
            DeskCommand.class,
            PhoneCommand.class,
            PolicyCommand.class,
            SendCommand.class,
            RejectedCommand.class,
            StatusCommand.class,
            IncidentsCommand.class,
            IncidentShowCommand.class,
            HealthCommand.class,
            AckCommand.class,
            NoteCommand.class,
            ResolveCommand.class,
            EmergencyCommand.class,
            SilenceCommand.class,
            UnsilenceCommand.class,
            DeliveriesCommand.class,
            DisclosuresCommand.class,
            AclsCommand.class,
            ReplayCommand.class,
            WarmupCommand.class,
            BenchCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = PostwatchCommand.VersionProvider.class)
final class PostwatchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private boolean verbose;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log more details, also of Kafka, and print stack traces.")
    void setVerbose(boolean wanted) {
        verbose = wanted;
        if (wanted) {
            setLevel("org.postwatch", Level.DEBUG);
            setLevel("org.apache.kafka", Level.INFO);
            setLevel("kafka", Level.INFO);
        }
    }

    private static void setLevel(String logger, Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
    }

    boolean isVerbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = PostwatchCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "postwatch " + (version == null ? "(not packaged)" : version) + " (Kafka " + AppInfoParser.getVersion()
                        + ", Java " + Runtime.version().feature() + ")"
            };
        }
    }
}
