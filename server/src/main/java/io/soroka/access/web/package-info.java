/** Sessions over HTTP, and the chain of filters that every request passes. */
@NullMarked
package io.soroka.access.web;

import org.jspecify.annotations.NullMarked;
