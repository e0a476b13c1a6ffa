/**
 * Replays a recorded log through the real topology on a broker of its own, and writes down what came out. What it tells
 * of facts is a function of the set of events and the plans, whatever their order; its history follows their stamps.
 */
package org.postwatch.replay;
