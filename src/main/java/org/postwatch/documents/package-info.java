/**
 * The documents of a district: from YAML to compiled plans, with a diagnostic for every error.
 *
 * <p>Four steps, each a value: a located tree ({@link org.postwatch.documents.form.YamlReader}), sections of typed values as the
 * {@code …Schema} classes describe them, checks across sections, and, without errors, the records of {@code plan}. The first
 * three continue after an error, so that all errors are reported at once.
 */
package org.postwatch.documents;
