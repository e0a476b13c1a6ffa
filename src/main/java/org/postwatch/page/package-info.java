/**
 * HTML pages from templates, their static assets, and what protects them in a browser.
 *
 * <p>How to write a page:
 *
 * <ul>
 *   <li>A template is a file {@code src/main/jte/PART/NAME.jte}, which the build compiles. It has one {@code @param}, a record with
 *       what it shows, and calls {@code @template.layout.page(title = "...", script = "NAME.js", content = @`...`)}. Every value is
 *       escaped for the place where it stands.
 *   <li>{@link org.postwatch.page.HtmlPage#of} renders it with the headers of a page. Its Content-Security-Policy allows scripts and
 *       styles from this instance only: a template has no inline script, no inline style and no {@code on...} attribute.
 *   <li>A script or stylesheet is a file in {@code src/main/resources/assets}, listed in {@link org.postwatch.page.StaticAssets}; a
 *       template links to it with {@code StaticAssets.path("NAME")}. A script is an ES module. htmx is loaded where a page names
 *       it: {@code htmx = true}.
 *   <li>A handler of POST first calls {@link org.postwatch.page.SameOriginCheck#refuse} in its {@code HttpHandler.refuse}, then reads
 *       the fields with {@code HttpRequest.form()}. It answers a form with {@link org.postwatch.page.HtmlPage#redirect}.
 *   <li>A browser is recognised by a cookie of {@link org.postwatch.page.SiteCookies}, which other sites can neither read nor send.
 * </ul>
 */
package org.postwatch.page;
