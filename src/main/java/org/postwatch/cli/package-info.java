/**
 * The commands. Each says on stdout what was asked for and on stderr everything else, and ends with 0 (fine), 1 (failed) or 2 (used
 * wrongly). No logic: that is below.
 */
package org.postwatch.cli;
