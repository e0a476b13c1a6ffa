/**
 * Messages of vendors and what a district says about them: records only. JSON, HTTP, MQTT and the evaluation of profiles are at
 * the edge, in the packages below this one.
 */
package org.postwatch.intake;
