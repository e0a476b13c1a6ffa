/**
 * Three brokers and some instances as processes of their own, killed and paused at random while days are played, and an
 * outside verifier that knows what must come out. Not part of {@code mvn verify}: {@code mvn verify -Pchaos}.
 */
package org.postwatch.chaos;
