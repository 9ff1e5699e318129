package io.soroka.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes known to hold text, with their encoding. All of them are read once to tell, because the
 * first letter outside ASCII may come a million rows down.
 *
 * @param bytes where they come from, as often as wanted
 * @param charset their encoding
 * @param markBytes how many bytes the byte order mark takes
 */
public record TextFile(Bytes bytes, Charset charset, int markBytes) {

    /** Something that can be read from its beginning again and again. */
    @FunctionalInterface
    public interface Bytes {
        /** Their beginning. */
        InputStream open() throws IOException;
    }

    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");
    private static final int HEAD_BYTES = 4096;

    /** Of the first bytes of a text, at most one in this many is a control character. */
    private static final int CONTROL_SHARE = 20;

    /**
     * Looks at the file's bytes.
     *
     * @throws TableRefused if they are no text
     */
    public static TextFile examine(Path path) throws IOException {
        return examine(() -> Files.newInputStream(path));
    }

    /**
     * Looks at bytes wherever they are.
     *
     * @throws TableRefused if they are no text
     */
    public static TextFile examine(Bytes path) throws IOException {
        byte[] head = head(path);
        if (head.length == 0) {
            throw new TableRefused("file-empty");
        }
        if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw new TableRefused("file-workbook");
        }
        if (startsWith(head, 0xff, 0xfe)) {
            return new TextFile(path, StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(head, 0xfe, 0xff)) {
            return new TextFile(path, StandardCharsets.UTF_16BE, 2);
        }
        if (looksBinary(head)) {
            throw new TableRefused("file-not-text");
        }
        boolean marked = startsWith(head, 0xef, 0xbb, 0xbf);
        Utf8Check check = new Utf8Check();
        try (InputStream in = path.open()) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                check.feed(buffer, n);
            }
        }
        check.end();
        if (check.nulLine > 0) {
            throw new TableRefused("file-nul", check.nulLine);
        }
        if (check.invalid == 0) {
            return new TextFile(path, StandardCharsets.UTF_8, marked ? 3 : 0);
        }
        // Letters of Windows-1251 hardly ever form valid UTF-8 by chance; damaged UTF-8 mostly is.
        if (marked || check.valid > check.invalid) {
            throw new TableRefused("file-damaged", check.invalidLine);
        }
        return new TextFile(path, WINDOWS_1251, 0);
    }

    /** The text from its first character, without the mark. Bytes outside the encoding throw. */
    public Reader open() throws IOException {
        InputStream in = bytes.open();
        try {
            in.skipNBytes(markBytes);
            CodingErrorAction onError =
                    charset.equals(WINDOWS_1251)
                            ? CodingErrorAction.REPLACE
                            : CodingErrorAction.REPORT;
            return new InputStreamReader(
                    in,
                    charset.newDecoder().onMalformedInput(onError).onUnmappableCharacter(onError));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static byte[] head(Bytes path) throws IOException {
        try (InputStream in = path.open()) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    private static boolean startsWith(byte[] head, int... signature) {
        for (int i = 0; i < signature.length; i++) {
            if (head.length <= i || (head[i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean looksBinary(byte[] head) {
        int control = 0;
        for (byte b : head) {
            boolean text = b < 0 || b >= ' ' || b == '\t' || b == '\n' || b == '\r';
            control += text ? 0 : 1;
        }
        return control > head.length / CONTROL_SHARE;
    }

    /** Counts what is and what is not UTF-8 among the bytes above ASCII. */
    private static final class Utf8Check {
        private long line = 1;
        private long nulLine;
        private long valid;
        private long invalid;
        private long invalidLine;
        private int expected;
        private int low = 0x80;
        private int high = 0xbf;

        void feed(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                int b = bytes[i];
                if (b > 0 && expected == 0) {
                    line += b == '\n' ? 1 : 0;
                } else {
                    other(b & 0xff);
                }
            }
        }

        void end() {
            if (expected > 0) {
                fail();
            }
        }

        private void other(int b) {
            if (expected > 0) {
                if (b >= low && b <= high) {
                    low = 0x80;
                    high = 0xbf;
                    if (--expected == 0) {
                        valid++;
                    }
                    return;
                }
                fail();
            }
            if (b == 0) {
                nulLine = nulLine == 0 ? line : nulLine;
            } else if (b == '\n') {
                line++;
            } else if (b >= 0x80) {
                lead(b);
            }
        }

        /** The ranges after a lead byte, without overlong forms and surrogates (RFC 3629). */
        private void lead(int b) {
            if (b >= 0xc2 && b <= 0xdf) {
                expected = 1;
            } else if (b >= 0xe0 && b <= 0xef) {
                expected = 2;
                low = b == 0xe0 ? 0xa0 : 0x80;
                high = b == 0xed ? 0x9f : 0xbf;
            } else if (b >= 0xf0 && b <= 0xf4) {
                expected = 3;
                low = b == 0xf0 ? 0x90 : 0x80;
                high = b == 0xf4 ? 0x8f : 0xbf;
            } else {
                fail();
            }
        }

        private void fail() {
            expected = 0;
            low = 0x80;
            high = 0xbf;
            invalid++;
            invalidLine = invalidLine == 0 ? line : invalidLine;
        }
    }
}
