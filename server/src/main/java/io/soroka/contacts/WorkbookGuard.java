package io.soroka.contacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks through an unknown workbook before anything is built from it, byte by byte and in constant
 * memory: how large it becomes unpacked, whether any piece of it is longer than a cell can be,
 * whether it defines entities, whether a cell lies outside every sheet.
 */
final class WorkbookGuard {

    /** Sheets are read in passing. A million rows of 25 cells take about 1.5 GB. */
    private static final long MOST_BYTES = 4_000_000_000L;

    /** Texts that cells share are held in memory. */
    private static final long MOST_SHARED_BYTES = 64_000_000;

    /** Styles, names of sheets and the like, each. */
    private static final long MOST_OTHER_BYTES = 16_000_000;

    /** A cell holds at most 32,767 characters, each at most eight bytes long. */
    private static final int LONGEST_PIECE = 300_000;

    private static final int MOST_ENTRIES = 2_000;

    /** Columns of a sheet have at most three letters. */
    private static final int MOST_LETTERS = 3;

    private long total;

    private WorkbookGuard() {}

    /**
     * @throws ImportRefused if the file is no workbook or not a harmless one
     */
    static void check(Path file) throws IOException {
        WorkbookGuard guard = new WorkbookGuard();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw new ImportRefused("import.workbook-hostile");
            }
            if (zip.getEntry("xl/workbook.xml") == null
                    && zip.getEntry("[Content_Types].xml") == null) {
                throw new ImportRefused("import.file-zip");
            }
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                String name = entry.getName();
                if (name.endsWith(".xml") || name.endsWith(".rels")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        guard.scan(in, name);
                    }
                }
            }
        } catch (ZipException e) {
            throw new ImportRefused("import.workbook-damaged");
        } catch (java.io.EOFException e) {
            throw new ImportRefused("import.workbook-damaged");
        }
    }

    private void scan(InputStream in, String name) throws IOException {
        long most =
                name.endsWith("sharedStrings.xml")
                        ? MOST_SHARED_BYTES
                        : name.contains("/worksheets/") ? MOST_BYTES : MOST_OTHER_BYTES;
        Pieces pieces = new Pieces(name.contains("/worksheets/"));
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (size == 0
                    && n > 1
                    && (buffer[0] == 0 || buffer[1] == 0 || (buffer[0] & 0xff) >= 0xfe)) {
                // Two bytes a letter: nobody writes workbooks so, and it would pass us unseen.
                throw new ImportRefused("import.workbook-hostile");
            }
            size += n;
            total += n;
            if (size > most || total > MOST_BYTES) {
                throw new ImportRefused("import.workbook-too-large");
            }
            for (int i = 0; i < n; i++) {
                pieces.see(buffer[i]);
            }
        }
    }

    /** What lies between two brackets, without keeping it. */
    private static final class Pieces {
        private int length;
        private int declaration;
        private int letters = -1;
        private final boolean sheet;

        /**
         * @param sheet whether addresses of cells may occur; elsewhere a name such as "Sheet1" is
         *     none
         */
        Pieces(boolean sheet) {
            this.sheet = sheet;
        }

        void see(byte b) {
            if (b == '<' || b == '>') {
                length = 0;
                declaration = b == '<' ? 1 : 0;
                letters = -1;
                return;
            }
            if (++length > LONGEST_PIECE) {
                throw new ImportRefused("import.workbook-hostile");
            }
            // "<!D" or "<!E": a document type or an entity.
            if (declaration == 1) {
                declaration = b == '!' ? 2 : 0;
            } else if (declaration == 2) {
                if (b == 'D' || b == 'E') {
                    throw new ImportRefused("import.workbook-hostile");
                }
                declaration = 0;
            }
            if (sheet) {
                address(b);
            }
        }

        /** A quote, letters, a digit: the address of a cell, as far as it interests us. */
        private void address(byte b) {
            if (b == '"' || b == '\'') {
                letters = 0;
            } else if (letters >= 0 && ((b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z'))) {
                letters++;
            } else {
                if (letters > MOST_LETTERS && b >= '0' && b <= '9' && length < 64) {
                    throw new ImportRefused("import.workbook-hostile");
                }
                letters = -1;
            }
        }
    }
}
