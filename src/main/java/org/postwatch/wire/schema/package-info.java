/**
 * The JSON Schemas of events and outputs, and the AsyncAPI description of all topics that is generated from them. A test compares the
 * schemas with the reader.
 */
package org.postwatch.wire.schema;
