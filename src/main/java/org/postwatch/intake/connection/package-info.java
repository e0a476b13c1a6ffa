/** What sources have in common that Postwatch connects to by itself: their state, whom they trust, and when they try again. */
package org.postwatch.intake.connection;
