/** Runs the bundled PostgreSQL as a process of its own inside the data folder. */
@NullMarked
package io.soroka.platform.postgres;

import org.jspecify.annotations.NullMarked;
