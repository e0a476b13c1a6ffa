/**
 * Which addresses an instance calls and which folders it writes to on behalf of documents. Documents come from people who need
 * not know the instance's network; so by default only public addresses may be called, and the address that was checked is
 * the one that is connected to.
 */
package org.postwatch.network;
