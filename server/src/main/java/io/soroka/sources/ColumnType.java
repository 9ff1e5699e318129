package io.soroka.sources;

/** What a source's column holds. */
public enum ColumnType {
    /** Words. */
    TEXT,
    /** Numbers. */
    NUMBER,
    /** Calendar days. */
    DATE,
    /** Moments, with or without an offset. */
    MOMENT,
    /** Yes or no. */
    YES_NO,
    /** What can't be read, such as pictures. */
    OTHER
}
