/** How the program is started: its commands, and the server inside this process. */
@ApplicationModule
@NullMarked
package io.soroka.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
