/** Takes the messages of a source, whatever brings them: verifies, evaluates, appends and counts. */
package org.postwatch.intake.source;
