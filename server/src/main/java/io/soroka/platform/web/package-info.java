/** Turns every failure of a request into a problem that says what happened and what to do. */
@NullMarked
package io.soroka.platform.web;

import org.jspecify.annotations.NullMarked;
