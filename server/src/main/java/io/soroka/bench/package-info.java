/**
 * Measures the whole program from outside, as separate processes, and judges it by the simulator's
 * own log.
 */
@ApplicationModule(allowedDependencies = {"platform", "demo", "simulator"})
@NullMarked
package io.soroka.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
