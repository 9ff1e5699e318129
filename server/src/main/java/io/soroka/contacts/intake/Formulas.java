package io.soroka.contacts.intake;

/** Keeps cells of files that we write from being taken for formulas by a spreadsheet. */
public final class Formulas {

    private static final String STARTS = "=+-@\t\r";

    private Formulas() {}

    /** With an apostrophe in front of what a spreadsheet would compute. */
    public static String neutral(String cell) {
        return !cell.isEmpty() && STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    /** The cell as it was before {@link #neutral}. */
    static String original(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && STARTS.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }
}
