package org.postwatch.cli;

import ch.qos.logback.classic.Level;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.postwatch.app.broker.BrokerException;
import org.postwatch.app.config.ConfigurationException;
import org.postwatch.app.recovery.StartupException;
import org.postwatch.app.topics.TopicProvisioningException;
import org.postwatch.demo.DemoException;
import org.postwatch.http.HttpServerException;
import org.postwatch.text.PrintableText;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wires the commands and runs one. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        LogOutputStream.installAsStderr();
        // Numbers look the same everywhere. And Kafka Streams formats some for every record, which costs half of its
        // time in any locale but this one.
        Locale.setDefault(Locale.US);
        // Always UTF-8, independent of the locale: NDJSON is UTF-8, and a campus may be named Cañon.
        PrintWriter out = utf8Writer(FileDescriptor.out);
        PrintWriter err = utf8Writer(FileDescriptor.err);
        int status;
        try {
            status = run(out, err, LogOutputStream::closeStderr, args);
        } catch (Error e) {
            // Kafka threads may still run: without exit() the process would not end with its main thread.
            LogOutputStream.closeStderr();
            err.println("postwatch: unexpected: " + e);
            status = CommandLine.ExitCode.SOFTWARE;
        }
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Runs one command line and returns its exit code. */
    static int run(PrintWriter stdout, PrintWriter stderr, String... args) {
        return run(stdout, stderr, () -> {}, args);
    }

    /** @param endLog called before the message of a command that fails, so that this is the last line */
    private static int run(PrintWriter stdout, PrintWriter stderr, Runnable endLog, String... args) {
        TerminalWriter out = new TerminalWriter(stdout);
        TerminalWriter err = new TerminalWriter(stderr);
        Optional<String> unreadable = findUnreadableArgument(args);
        if (unreadable.isPresent()) {
            err.println("postwatch: " + unreadable.get());
            return CommandLine.ExitCode.USAGE;
        }
        PostwatchCommand postwatch = new PostwatchCommand();
        return new CommandLine(postwatch)
                // The help has no colors: output contains no control sequences.
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(out)
                .setErr(err)
                .registerConverter(LocalDate.class, Main::parseDate)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((fault, arguments) -> reportUsageError(err, fault))
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    out.flush();
                    endLog.run();
                    reportFailure(err, fault, postwatch.isVerbose());
                    return fault instanceof ConfigurationException
                            ? CommandLine.ExitCode.USAGE
                            : CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    /** Returns why an argument is not valid: it has characters that must not be stored or printed. */
    private static Optional<String> findUnreadableArgument(String... args) {
        for (String arg : args) {
            // What Java could not decode it has replaced by this character.
            if (arg.indexOf('\uFFFD') >= 0) {
                return Optional.of("the argument '" + arg + "' is not text in the encoding of this terminal; set"
                        + " LC_ALL=C.UTF-8 and type it in UTF-8");
            }
            if (!PrintableText.isPrintable(arg)) {
                return Optional.of(
                        "the argument '" + arg + "' contains the character " + PrintableText.firstNonPrintable(arg)
                                + "; expected no control, format or separator characters");
            }
        }
        return Optional.empty();
    }

    private static void reportFailure(PrintWriter err, Exception fault, boolean verbose) {
        if (LogFormat.isJson()) {
            err.println(LogFormat.json(Main.class, Level.ERROR, messageOf(fault), verbose ? fault : null));
            return;
        }
        err.println("postwatch: " + messageOf(fault));
        if (verbose) {
            fault.printStackTrace(err);
        }
    }

    /** The error and a hint to the help; the full help would hide the error. */
    private static int reportUsageError(PrintWriter err, ParameterException fault) {
        CommandLine command = fault.getCommandLine();
        err.println("postwatch: " + fault.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(fault, err)) {
            err.println(
                    "usage: " + command.getHelp().synopsis("usage: ".length()).strip());
        }
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' explains it.");
        return CommandLine.ExitCode.USAGE;
    }

    private static LocalDate parseDate(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a date; expected a date such as 2026-10-01");
        }
    }

    private static String messageOf(Exception fault) {
        boolean said = fault instanceof CommandFailedException
                || fault instanceof DemoException
                || fault instanceof BrokerException
                || fault instanceof StartupException
                || fault instanceof HttpServerException
                || fault instanceof ConfigurationException
                || fault instanceof TopicProvisioningException;
        return said ? fault.getMessage() : "unexpected: " + fault + (" (run with -v for the stack trace)");
    }

    private static PrintWriter utf8Writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
