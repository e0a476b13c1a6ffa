/**
 * JSON of the topics. Events are read in one streaming pass that keeps nothing but what the records need: unknown and personal fields are
 * skipped, never copied. Expected faults are values ({@link org.postwatch.wire.DecodeResult}), not exceptions; no bytes make the reader throw.
 */
package org.postwatch.wire;
