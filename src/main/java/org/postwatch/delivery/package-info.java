/**
 * Stage 3, delivery: compares the notices that recipients should have with those that were delivered, and delivers the rest. One package
 * for each integration.
 */
package org.postwatch.delivery;
