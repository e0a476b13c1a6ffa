/**
 * The JSON Schemas of events and outputs, and the description of all topics made from them. The schemas say what the
 * reader accepts, and a test holds the two together.
 */
package org.postwatch.codec.schema;
