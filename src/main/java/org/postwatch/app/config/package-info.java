/** The configuration of one instance: {@code postwatch.yaml}, its keys, defaults and faults. */
package org.postwatch.app.config;
