/**
 * Where secrets are. Documents name a secret ({@code secret:NAME}); the configuration of the instance says which names a
 * district may use and where each of them is kept, so that a document cannot read files and variables of the instance.
 */
package org.postwatch.secrets;
