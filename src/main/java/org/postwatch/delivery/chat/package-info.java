/** Chat by incoming webhook, as Slack and Mattermost take it. */
package org.postwatch.delivery.chat;
