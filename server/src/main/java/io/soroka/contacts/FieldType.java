package io.soroka.contacts;

/** What kind of value a client's field holds. */
public enum FieldType {
    /** Any text, at most {@value Field#LONGEST_TEXT} characters. */
    TEXT("text"),
    /** A number; at most 15 digits before the decimal point and 6 after it. */
    NUMBER("numeric"),
    /** An amount of money in the company's currency, two digits after the decimal point. */
    MONEY("numeric(17, 2)"),
    /** A calendar day, from 1900 to 2100. */
    DATE("date"),
    /** A moment in time. */
    MOMENT("timestamptz"),
    /** Yes or no. */
    YES_NO("boolean"),
    /** One of the field's options, kept as the option's code. */
    ONE_OF("text"),
    /** Some of the field's options, each once, kept as their codes; never an empty list. */
    MANY_OF("text[]"),
    /** The client's telephone number. */
    PHONE("bigint");

    private final String sqlType;

    FieldType(String sqlType) {
        this.sqlType = sqlType;
    }

    /** The type of its column in the database. */
    public String sqlType() {
        return sqlType;
    }
}
