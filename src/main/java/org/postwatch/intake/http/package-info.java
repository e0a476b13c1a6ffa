/** The HTTP resources of intake: events, feeds and webhooks of vendors. */
package org.postwatch.intake.http;
