/**
 * Who is told what, and who is not: routes, the disclosure policy, what a notice holds and what is written down of every
 * decision. Pure: a function of what happened, the documents and the clock.
 */
package org.postwatch.routing;
