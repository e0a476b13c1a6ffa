/**
 * The commands. Results go to stdout, everything else to stderr; the exit code is 0 (success), 1 (failed) or 2 (usage error).
 */
package org.postwatch.cli;
