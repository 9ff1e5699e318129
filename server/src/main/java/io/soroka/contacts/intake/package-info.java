/**
 * How clients come in, whatever brings them: written values become values of fields, staged rows
 * are folded into a department's clients set by set.
 */
@NamedInterface("intake")
@NullMarked
package io.soroka.contacts.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
