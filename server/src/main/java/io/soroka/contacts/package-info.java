/** Contacts: the clients of a department, their fields, consents and opt-outs. */
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"numbering", "platform", "access"})
package io.soroka.contacts;

import org.jspecify.annotations.NullMarked;
