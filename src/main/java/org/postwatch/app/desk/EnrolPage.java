package org.postwatch.app.desk;

import java.util.Optional;

/**
 * The page on which a device is enrolled.
 *
 * @param action where the form goes
 * @param campus its name
 * @param problem why the last code did not work
 */
public record EnrolPage(String action, String campus, Optional<String> problem) {}
