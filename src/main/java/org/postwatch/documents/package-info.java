/**
 * The documents of a district: from YAML to compiled plans, with every fault on the way.
 *
 * <p>Four steps, each a value: a located tree ({@link org.postwatch.documents.YamlReader}), sections of typed values as the
 * {@code …Schema} classes describe them, checks across sections, and, when there is no error, the records of {@code plan}. The first
 * three go on after a fault, so that all faults are reported at once.
 */
package org.postwatch.documents;
