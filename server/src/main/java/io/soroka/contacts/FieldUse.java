package io.soroka.contacts;

import java.util.List;

/** Implemented by rooms that refer to fields: a field that is still needed is not removed. */
public interface FieldUse {
    /** Names of what still needs the field, for people to read; empty when nothing does. */
    List<String> usedBy(Field field);
}
