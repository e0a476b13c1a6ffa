/**
 * ROUTING's decisions over time: keeps what every recipient was told and should know next, and says what is new. Pure.
 */
package org.postwatch.dispatch;
