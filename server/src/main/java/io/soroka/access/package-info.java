/**
 * People who log in: users, their roles and departments, sessions, and the audit of what they did.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package io.soroka.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
