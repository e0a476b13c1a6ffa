/** Creates missing topics at the start, and compares the settings of those that exist with the required ones. */
package org.postwatch.app.topics;
