/** Text for people: what may be printed, and which name was probably meant. Uses {@code java.*} alone. */
package org.postwatch.text;
