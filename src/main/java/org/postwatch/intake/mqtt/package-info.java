/**
 * Sources whose messages arrive through an MQTT broker. Each source has one session at its broker, which one instance at a time
 * uses; a message is acknowledged when its events are written.
 */
package org.postwatch.intake.mqtt;
