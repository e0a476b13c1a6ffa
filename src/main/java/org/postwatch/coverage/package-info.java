/**
 * Coverage: when a feed is silent, where an officer is, who is eligible, how officers fill posts, and the intervals that follow. All of
 * it is a function of evidence, plan and clock; nothing here has state.
 */
package org.postwatch.coverage;
