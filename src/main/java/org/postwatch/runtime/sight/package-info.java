/**
 * What an instance shows of itself over HTTP: whether it lives, whether it is ready, and its metrics. It has no part in the
 * work; its numbers are of campuses and incidents together, never of one.
 */
package org.postwatch.runtime.sight;
