/** Which connection a number goes through. */
@ApplicationModule(allowedDependencies = {"platform", "access", "numbering", "providers"})
@NullMarked
package io.soroka.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
