/** Makes the documents of a district from spreadsheets and a school calendar. Faults are reported where they are in these files. */
package org.postwatch.setup;
