/** What both engines share: the state store and its tables, results, digests, and the backoff after a failed evaluation. Pure. */
package org.postwatch.state;
