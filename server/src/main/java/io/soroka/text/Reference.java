package io.soroka.text;

/** How the parts of a long text name what they belong to; the header takes room from each part. */
public enum Reference {
    EIGHT_BIT(6),
    SIXTEEN_BIT(7);

    private final int headerOctets;

    Reference(int headerOctets) {
        this.headerOctets = headerOctets;
    }

    /** Length of the whole user data header, 3GPP TS 23.040 sections 9.2.3.24.1 and .8. */
    public int headerOctets() {
        return headerOctets;
    }

    /** The greatest reference. */
    public int max() {
        return this == EIGHT_BIT ? 0xFF : 0xFFFF;
    }
}
