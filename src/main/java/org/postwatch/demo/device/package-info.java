/** Simulated devices, which report recorded events in the messages of their vendors. */
package org.postwatch.demo.device;
