/** HTTP for all integrations that use it: checked addresses, one client, and the meaning of its responses. */
package org.postwatch.delivery.web;
