/**
 * What coverage is: when a feed is silent, where an officer is, who counts, how officers fill posts, and the intervals
 * that follow. All of it is a function of evidence, plan and clock; nothing here remembers what was said.
 */
package org.postwatch.coverage;
