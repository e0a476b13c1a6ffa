/** Plays one recorded day of each shipped district side by side, faster than real time, on a broker of its own. */
package org.postwatch.demo;
