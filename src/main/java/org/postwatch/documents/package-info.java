/**
 * The documents of a district: from YAML to compiled plans, with a diagnostic for every error.
 *
 * <p>Four steps, each a value: a located tree ({@link org.postwatch.documents.form.YamlReader}), sections of typed values as the
 * {@code …Schema} classes describe them, checks across sections, and, without errors, the records of {@code plan}. The first
 * three continue after an error, so that all errors are reported at once.
 *
 * <p>Keys are declared once, in the {@code …Schema} classes; the reader, the JSON Schema that {@code plan schema} prints and the
 * reference pages are made from them ({@link org.postwatch.documents.DocumentForm}). JSON Schema as the source was tried and rejected:
 * of the 40 mistakes in {@code FormatDiagnosticsTest}, the validator did not find 14 (dates and time zones that do not exist, bounds of
 * durations, duplicate keys, control characters), and it had no nearest name, no place of a first duplicate and no expected format for
 * the others. The 2,473 lines of JSON that repeated the keys by hand are gone; the keys, now with descriptions and defaults, and the
 * generator took about 800 lines of Java.
 */
package org.postwatch.documents;
