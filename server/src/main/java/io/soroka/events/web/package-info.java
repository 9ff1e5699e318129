/** Events over HTTP. */
@NullMarked
package io.soroka.events.web;

import org.jspecify.annotations.NullMarked;
