/** The shipped districts, each on one of its recorded days, played side by side and faster on a broker of their own. */
package org.postwatch.demo;
