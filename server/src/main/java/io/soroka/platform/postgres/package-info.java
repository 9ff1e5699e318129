/** Runs the bundled PostgreSQL as a process of its own inside the data folder. */
@NamedInterface("postgres")
@NullMarked
package io.soroka.platform.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
