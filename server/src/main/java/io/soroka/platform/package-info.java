/**
 * What every room stands on: settings, clock, ids, database, problem responses. Knows no other
 * room.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.soroka.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
