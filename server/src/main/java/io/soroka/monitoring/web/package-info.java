/** Metrics and health over HTTP, and the measuring of HTTP itself. */
@NullMarked
package io.soroka.monitoring.web;

import org.jspecify.annotations.NullMarked;
