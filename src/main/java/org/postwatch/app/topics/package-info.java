/** Creates missing topics at the start, and compares the settings of those that exist with what they must be. */
package org.postwatch.app.topics;
