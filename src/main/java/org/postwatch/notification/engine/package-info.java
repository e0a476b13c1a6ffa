/**
 * Stage 2, the notification engine: decides over time who is notified of what, when, and why not, and publishes notices. It keeps what
 * each recipient was notified of and what is pending. Pure: state is in a {@link org.postwatch.state.StateStore}, time is an argument.
 */
package org.postwatch.notification.engine;
