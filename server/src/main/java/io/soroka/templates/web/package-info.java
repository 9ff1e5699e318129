/** Saved texts over HTTP, and the check of a text that is being written. */
@NullMarked
package io.soroka.templates.web;

import org.jspecify.annotations.NullMarked;
