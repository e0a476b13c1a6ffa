/**
 * The HTTP server of an instance, on Jetty: HTTP/1.1 and HTTP/2, with a limit on everything that a client controls. A handler
 * gets a request whose body is complete and within the route's limit, and never blocks. What a handler may do is a matter of
 * the packages that write handlers.
 */
package org.postwatch.http;
