/** What both engines are built on: state store and tables, timers, clock, backoff after failures, cache, results. Pure. */
package org.postwatch.state;
