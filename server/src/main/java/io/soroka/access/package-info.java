/**
 * People who log in, programs with keys: users, their roles and departments, sessions, practice
 * mode, what of a number they may see, and the audit of what they did.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "numbering"})
package io.soroka.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
