/**
 * Where secrets are kept. Documents name a secret ({@code secret:NAME}); the configuration of the instance states which names a district
 * may use and where each is kept, so that a document cannot read files or variables of the instance.
 */
package org.postwatch.secrets;
