/**
 * Which addresses an instance connects to and which folders it writes to on behalf of documents. The authors of documents need not know
 * the network of the instance, so by default only public addresses are allowed, and the address that was checked is the one that is
 * connected to.
 */
package org.postwatch.network;
