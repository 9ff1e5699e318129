/** Sessions, users, keys and the audit over HTTP, and the chain of filters of every request. */
@NullMarked
package io.soroka.access.web;

import org.jspecify.annotations.NullMarked;
