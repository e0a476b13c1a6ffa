/**
 * JSON to records and back, at the edge. Events are read by one streaming pass that keeps nothing but what the records
 * need: unknown and personal fields are skipped, never copied. Expected faults are values ({@code Decoded.Rejected}),
 * not exceptions; no bytes make the reader throw.
 */
package org.postwatch.codec;
