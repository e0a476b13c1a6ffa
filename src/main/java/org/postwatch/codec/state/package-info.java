/**
 * The watch's state as bytes: small, of fixed layout, each value led by the version of its layout. A layout changes by
 * a new version that still reads the old one.
 */
package org.postwatch.codec.state;
