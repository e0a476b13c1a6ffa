/** Access that is granted while instances run: tokens, of which only hashes are kept, and their revocations. */
package org.postwatch.access;
