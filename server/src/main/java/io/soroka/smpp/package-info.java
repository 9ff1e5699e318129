/**
 * The SMPP 3.4 wire in both roles: codec, windowed sessions that coalesce their writes, and the
 * reading of delivery receipts. The network library's types stay inside.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.soroka.smpp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
