/** Recovery after an unclean stop: finds what the disk lost and brings topics and state back into step. */
package org.postwatch.app.recovery;
