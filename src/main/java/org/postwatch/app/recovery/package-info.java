/** Recovery after an unclean stop: finds lost records and makes topics and state consistent again. */
package org.postwatch.app.recovery;
