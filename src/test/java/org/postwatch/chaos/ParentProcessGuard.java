package org.postwatch.chaos;

import java.io.IOException;

/** Ends this process when its parent is gone: then nobody holds the other end of its input any more. */
final class ParentProcessGuard {
    private ParentProcessGuard() {}

    static void exitWithParent() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever said.
                        }
                    } catch (IOException e) {
                        // As good as gone.
                    }
                    Runtime.getRuntime().halt(3);
                },
                "tether");
        thread.setDaemon(true);
        thread.start();
    }
}
