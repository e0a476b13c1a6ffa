/** Chat by incoming webhook, as Slack and Mattermost accept it. */
package org.postwatch.delivery.chat;
