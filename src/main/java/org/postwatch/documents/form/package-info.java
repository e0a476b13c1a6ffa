/**
 * The form of documents: sections with their keys, the parsers of single values, and diagnostics that say where a value is in its
 * file. Every part of a document declares its form with these, so that all report errors alike.
 */
package org.postwatch.documents.form;
