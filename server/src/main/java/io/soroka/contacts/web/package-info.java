/** Clients over HTTP. */
@NullMarked
package io.soroka.contacts.web;

import org.jspecify.annotations.NullMarked;
