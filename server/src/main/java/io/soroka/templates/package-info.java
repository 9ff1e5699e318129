/** Texts with variables: compiled once, rendered for every recipient. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package io.soroka.templates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
