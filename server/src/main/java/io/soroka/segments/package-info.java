/**
 * Segments: conditions on clients as a tree, compiled to SQL, counted, sampled and kept by name.
 */
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"contacts", "numbering", "platform", "access"})
package io.soroka.segments;

import org.jspecify.annotations.NullMarked;
