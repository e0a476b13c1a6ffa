/**
 * A district's documents: YAML to compiled plans, and every fault on the way.
 *
 * <p>Four steps, each a value: a located tree ({@link org.postwatch.codec.document.YamlTree}), sections of typed values
 * as the tables of keys (the {@code …Form} classes) describe them, checks of meaning across sections, and, when there
 * is no error, the records of {@code plan}. The first three go on after a fault, so that all of them are told at once.
 */
package org.postwatch.codec.document;
