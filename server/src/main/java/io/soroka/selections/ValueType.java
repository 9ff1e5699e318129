package io.soroka.selections;

import io.soroka.contacts.FieldType;

/** What a parameter or a variable of a selection holds. */
public enum ValueType {
    TEXT(FieldType.TEXT),
    NUMBER(FieldType.NUMBER),
    /** An amount in the company's currency. */
    MONEY(FieldType.MONEY),
    /** A calendar day. */
    DATE(FieldType.DATE);

    private final FieldType field;

    ValueType(FieldType field) {
        this.field = field;
    }

    FieldType field() {
        return field;
    }
}
