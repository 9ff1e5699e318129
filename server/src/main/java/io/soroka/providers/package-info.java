/**
 * Connections to operators: the one interface that every protocol implements, and what is set for
 * each connection.
 */
@ApplicationModule(allowedDependencies = {"platform", "access", "numbering", "text", "smpp"})
@NullMarked
package io.soroka.providers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
