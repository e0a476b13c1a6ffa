/** How a vendor's message proves its sender: signatures, tokens, keys and certificates. Nothing here logs or keeps a value. */
package org.postwatch.intake.verify;
