package org.postwatch.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that has only subcommands: without one it is a usage error. */
abstract class CommandGroup implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public final void run() {
        List<String> names = List.copyOf(spec.subcommands().keySet());
        int last = names.size() - 1;
        String others = last == 0 ? "" : String.join(", ", names.subList(0, last)) + " or ";
        throw new ParameterException(spec.commandLine(), "which command: " + others + names.get(last) + "?");
    }
}
