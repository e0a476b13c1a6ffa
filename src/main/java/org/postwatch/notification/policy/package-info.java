/** Stage 2, the disclosure policy: which recipient may be notified of which kinds and fields, and why not. Pure. */
package org.postwatch.notification.policy;
