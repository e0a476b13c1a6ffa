/**
 * Reaches the world: workers reconcile what recipients should know with what they were told, one package an integration.
 */
package org.postwatch.delivery;
