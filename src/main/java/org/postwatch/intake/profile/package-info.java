/**
 * Profiles: what Postwatch knows about the messages of vendors, as YAML with expressions in CEL (the Common Expression
 * Language). {@link org.postwatch.intake.profile.ProfileReader} checks and compiles a profile once; {@link
 * org.postwatch.intake.profile.ProfileEvaluator} makes events of messages. Nothing that a profile does not name is kept.
 */
package org.postwatch.intake.profile;
