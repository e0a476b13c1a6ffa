/** Hashes of PINs with Argon2id, computed by Bouncy Castle, a bounded number at once. */
package org.postwatch.checkin.pin;
