/** The program's commands, as typed behind {@code ./soroka}. */
@NullMarked
package io.soroka.cli;

import org.jspecify.annotations.NullMarked;
