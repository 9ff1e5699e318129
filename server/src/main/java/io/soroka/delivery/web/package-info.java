/** Connections over HTTP: setting them up, and how they do. */
@NullMarked
package io.soroka.delivery.web;

import org.jspecify.annotations.NullMarked;
