package io.soroka.tables;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * Writes a sheet of an Excel workbook as CSV in which a row of the sheet is the line of the same
 * number, so that everything behind it knows one kind of file only.
 */
public final class Workbook {

    private static final char SEPARATOR = ';';

    /** How the text that comes of a workbook is cut. */
    public static final CsvShape SHAPE = new CsvShape(SEPARATOR, 0);

    /** The last row of a sheet in Excel. */
    private static final int LAST_ROW = 1_048_576;

    /** As many digits as a spreadsheet's number has. */
    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final int MOST_EXPONENT = 30;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final int maxColumns;
    private final Runnable goOn;

    /** Tells a disk that is full from a workbook that cannot be read. */
    private record Sink(Writer out) implements AutoCloseable {
        void put(String text) {
            try {
                out.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void put(char c) {
            try {
                out.write(c);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Workbook(int maxColumns, Runnable goOn) {
        this.maxColumns = maxColumns;
        this.goOn = goOn;
    }

    /**
     * Converts the first visible sheet that holds anything.
     *
     * @param maxColumns a row's cells behind one more than these are left out
     * @param goOn asked on the way; what it throws ends the work, and it has to throw it again
     * @throws TableRefused if the file is no workbook, or a hostile or damaged one
     */
    public static void toCsv(Path workbook, Path csv, int maxColumns, Runnable goOn)
            throws IOException {
        WorkbookGuard.check(workbook, goOn);
        try (ReadableWorkbook book =
                        new ReadableWorkbook(
                                workbook.toFile(), new ReadingOptions(hasStyles(workbook), true));
                Sink out = new Sink(Files.newBufferedWriter(csv, StandardCharsets.UTF_8))) {
            new Workbook(maxColumns, goOn).write(withData(book, goOn), out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (TableRefused e) {
            throw e;
        } catch (Exception e) {
            // The library meets a damaged part in many ways, some of them undeclared; who wanted it
            // to end says so again.
            goOn.run();
            throw new TableRefused("workbook-damaged");
        }
    }

    /**
     * Whether a file is a workbook, whatever it is called.
     *
     * @throws TableRefused if it is one of a kind that cannot be read
     */
    public static boolean isOne(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(1 << 16);
        }
        if (head.length > 3
                && head[0] == (byte) 0xd0
                && head[1] == (byte) 0xcf
                && head[2] == 0x11
                && head[3] == (byte) 0xe0) {
            // Excel before 2007, or a later workbook under a password: both in this container.
            throw isEncrypted(file)
                    ? new TableRefused("workbook-protected")
                    : new TableRefused("workbook-old");
        }
        return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }

    /** A directory entry of this name stands somewhere in the container, in UTF-16. */
    private static boolean isEncrypted(Path file) throws IOException {
        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        int matched = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                matched = b == (name[matched] & 0xff) ? matched + 1 : b == name[0] ? 1 : 0;
                if (matched == name.length) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A workbook need not have any, but the library asked for formats does not open it then. */
    private static boolean hasStyles(Path workbook) throws IOException {
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            ZipEntry types = zip.getEntry("[Content_Types].xml");
            if (types == null) {
                return false;
            }
            try (InputStream in = zip.getInputStream(types)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .contains("spreadsheetml.styles+xml");
            }
        }
    }

    private static Sheet withData(ReadableWorkbook book, Runnable goOn) throws IOException {
        List<Sheet> sheets = book.getSheets().toList();
        List<Sheet> visible =
                sheets.stream()
                        .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                        .toList();
        for (Sheet sheet : visible.isEmpty() ? sheets : visible) {
            try (Stream<Row> rows = sheet.openStream()) {
                if (rows.anyMatch(
                        row -> {
                            goOn.run();
                            return row.stream().anyMatch(Workbook::filled);
                        })) {
                    return sheet;
                }
            }
        }
        throw new TableRefused("file-empty");
    }

    private static boolean filled(@Nullable Cell cell) {
        return cell != null && !text(cell).isBlank();
    }

    private void write(Sheet sheet, Sink out) throws IOException {
        int line = 1;
        try (Stream<Row> rows = sheet.openStream()) {
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                Row row = all.next();
                goOn.run();
                if (row.getRowNum() < line || row.getRowNum() > LAST_ROW) {
                    throw new TableRefused("workbook-damaged");
                }
                for (; line < row.getRowNum(); line++) {
                    out.put('\n');
                }
                write(row, out);
                out.put('\n');
                line++;
            }
        }
    }

    private void write(Row row, Sink out) {
        int last = Math.min(row.getCellCount(), maxColumns + 1) - 1;
        while (last >= 0 && !filled(row.getCell(last))) {
            last--;
        }
        for (int i = 0; i <= last; i++) {
            if (i > 0) {
                out.put(SEPARATOR);
            }
            Cell cell = row.getCell(i);
            if (cell != null) {
                quoted(text(cell), out);
            }
        }
    }

    private static void quoted(String text, Sink out) {
        out.put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.put("\"\"");
                // Rows of the sheet stay lines of the file.
                case '\n', '\r', '\0' -> out.put(' ');
                default -> out.put(Character.isSurrogate(c) && !paired(text, i) ? '?' : c);
            }
        }
        out.put('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    /** What the person sees in the cell, as the reader of CSV files expects it. */
    static String text(Cell cell) {
        String raw = cell.getRawValue();
        if (raw == null || raw.isEmpty()) {
            return "";
        }
        return switch (cell.getType()) {
            case NUMBER -> number(cell, raw);
            case BOOLEAN -> yesOrNo(raw.equals("1"));
            // The value that was computed last.
            case FORMULA ->
                    switch (cell.getValue()) {
                        case BigDecimal ignored -> number(cell, raw);
                        case Boolean yes -> yesOrNo(yes);
                        case null, default -> raw;
                    };
            // The word for an error, or what is no number: whoever reads the cell warns of it.
            case STRING, ERROR, EMPTY -> raw;
        };
    }

    private static String yesOrNo(boolean yes) {
        return yes ? "да" : "нет";
    }

    private static String number(Cell cell, String raw) {
        BigDecimal number;
        try {
            number = new BigDecimal(raw);
        } catch (NumberFormatException e) {
            return raw;
        }
        int exponent = number.precision() - number.scale();
        if (Math.abs((long) exponent) > MOST_EXPONENT) {
            return number.signum() == 0 ? "0" : raw;
        }
        if (isDate(cell.getDataFormatString())) {
            return date(cell, number).orElseGet(() -> plain(number));
        }
        return plain(number);
    }

    private static String plain(BigDecimal number) {
        BigDecimal rounded = number.round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static Optional<String> date(Cell cell, BigDecimal number) {
        // Day 1 is the first of 1900, and after the last day of 9999 there is none.
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(2_958_466)) >= 0) {
            return Optional.empty();
        }
        LocalDateTime moment = cell.asDate();
        return Optional.of(
                moment.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? moment.toLocalDate().toString()
                        : moment.format(MOMENT));
    }

    /**
     * Whether a format shows days; what stands in quotes or brackets or behind a backslash is text.
     */
    static boolean isDate(@Nullable String format) {
        if (format == null) {
            return false;
        }
        String codes =
                format.toLowerCase(Locale.ROOT).replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.", "");
        return codes.indexOf('y') >= 0
                || codes.indexOf('г') >= 0
                || (codes.indexOf('d') >= 0 && codes.indexOf('m') >= 0);
    }
}
