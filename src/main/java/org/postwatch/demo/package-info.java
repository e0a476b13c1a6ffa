/** Plays one recorded day of each shipped district side by side, faster than real time, on a temporary broker. */
package org.postwatch.demo;
