package org.postwatch;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a test needs of the machine. Without it the test is skipped, and one line says so; where POSTWATCH_TEST_NEEDS is
 * {@code required}, as in {@code .ci/run}, it fails.
 */
public final class InstalledTool {
    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    private InstalledTool() {}

    /** @param aptPackage of Debian, that has the executable */
    public static void require(String executable, String aptPackage) {
        if (!Files.isExecutable(Path.of(executable))) {
            missing("no " + executable + ": install Debian's " + aptPackage + ", as .ci/run does");
        }
    }

    private static void missing(String what) {
        if ("required".equals(System.getenv("POSTWATCH_TEST_NEEDS"))) {
            fail(what);
        }
        if (REPORTED.add(what)) {
            System.err.println("SKIPPED: the tests that need it: " + what);
        }
        abort(what);
    }
}
