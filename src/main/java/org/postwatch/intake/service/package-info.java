/** What the transports of intake share: where events go, which feeds there are, and what was counted. Safe for threads. */
package org.postwatch.intake.service;
