package org.postwatch.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line ended with, and what it said. */
public record CliResult(int exitCode, String out, String err) {
    public static CliResult run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new CliResult(status, out.toString(), err.toString());
    }
}
