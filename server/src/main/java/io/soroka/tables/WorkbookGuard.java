package io.soroka.tables;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks through an unknown workbook before anything is built from it, in constant memory: how large
 * it becomes unpacked, and what {@link WorkbookPart} finds in each part. A part's name says
 * nothing: the library goes by what the workbook itself says of its parts.
 */
final class WorkbookGuard {

    /** Sheets are read in passing. A million rows of 25 cells take about 1.5 GB. */
    private static final long MOST_BYTES = 4_000_000_000L;

    /** Texts that cells share are held in memory. */
    private static final long MOST_SHARED_BYTES = 64_000_000;

    /** Styles, names of sheets and the like, each. */
    private static final long MOST_OTHER_BYTES = 16_000_000;

    private static final int MOST_ENTRIES = 2_000;

    private long total;
    private long sharedTexts;
    private long lastShared = -1;

    private WorkbookGuard() {}

    /**
     * @throws TableRefused if the file is no workbook or not a harmless one
     */
    static void check(Path file, Runnable goOn) throws IOException {
        WorkbookGuard guard = new WorkbookGuard();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw hostile();
            }
            if (zip.getEntry("xl/workbook.xml") == null
                    && zip.getEntry("[Content_Types].xml") == null) {
                throw new TableRefused("file-zip");
            }
            Set<String> names = new HashSet<>();
            for (ZipEntry entry : Collections.list(zip.entries())) {
                // Of two parts of one name we might see the one and the library the other.
                if (!names.add(entry.getName().toLowerCase(Locale.ROOT))) {
                    throw hostile();
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    guard.look(in, goOn);
                }
            }
        } catch (ZipException | EOFException e) {
            throw new TableRefused("workbook-damaged");
        }
        // The library would make up texts until there is one of the number that a cell names.
        if (guard.lastShared >= guard.sharedTexts) {
            throw new TableRefused("workbook-damaged");
        }
    }

    private void look(InputStream in, Runnable goOn) throws IOException {
        byte[] buffer = new byte[1 << 16];
        WorkbookPart part = new WorkbookPart();
        boolean picture = false;
        long size = 0;
        for (int n = in.readNBytes(buffer, 0, buffer.length);
                n > 0;
                n = in.readNBytes(buffer, 0, buffer.length)) {
            goOn.run();
            if (size == 0) {
                picture = !isXml(buffer, n);
                if (!picture
                        && n > 1
                        && (buffer[0] == 0 || buffer[1] == 0 || (buffer[0] & 0xff) >= 0xfe)) {
                    // Two bytes a letter: nobody writes workbooks so, and it would pass us unseen.
                    throw hostile();
                }
            }
            size += n;
            total += n;
            for (int i = 0; i < n && !picture; i++) {
                part.see(buffer[i]);
            }
            if (total > MOST_BYTES || (!picture && size > most(part))) {
                throw new TableRefused("workbook-too-large");
            }
        }
        sharedTexts = Math.max(sharedTexts, part.sharedTexts());
        lastShared = Math.max(lastShared, part.lastShared());
    }

    private static long most(WorkbookPart part) {
        if (part.sharedTexts() > 0) {
            return MOST_SHARED_BYTES;
        }
        return part.isSheet() ? MOST_BYTES : MOST_OTHER_BYTES;
    }

    /** Whether the first thing that can be seen is a bracket; no parser takes anything else. */
    private static boolean isXml(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            switch (head[i]) {
                case '<' -> {
                    return true;
                }
                case 0, ' ', '\t', '\r', '\n' -> {}
                // The bytes of an encoding's mark.
                case (byte) 0xef, (byte) 0xbb, (byte) 0xbf, (byte) 0xfe, (byte) 0xff -> {}
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    static TableRefused hostile() {
        return new TableRefused("workbook-hostile");
    }
}
