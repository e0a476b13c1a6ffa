/** What all who speak HTTP share: addresses that are checked, one client, and what its answers mean. */
package org.postwatch.delivery.web;
