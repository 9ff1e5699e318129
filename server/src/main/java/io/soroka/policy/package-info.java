/**
 * May this person get this class of message: yes, or no with one reason. The rules exist here and
 * nowhere else.
 */
@ApplicationModule(allowedDependencies = {"platform", "access", "contacts", "numbering"})
@NullMarked
package io.soroka.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
