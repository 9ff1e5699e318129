package io.soroka.imports;

import io.soroka.tables.TextFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The imports' files in the database, compressed and cut into pieces: the uploaded text and the
 * rejected rows.
 */
@Component
class ImportFiles {

    private static final int PIECE_BYTES = 1 << 20;

    private final JdbcClient jdbc;

    ImportFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Forgets the uploaded text. */
    void drop(long id) {
        jdbc.sql("delete from client_import_file where import_id = ? and not rejected")
                .param(id)
                .update();
    }

    /** Compresses what is written and stores it piece by piece; to be closed before the commit. */
    OutputStream write(long id, boolean rejected) throws IOException {
        return new GZIPOutputStream(new Pieces(id, rejected), 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    /** The stored bytes as they were written. */
    InputStream read(long id, boolean rejected) throws IOException {
        return new GZIPInputStream(new StoredPieces(id, rejected), 1 << 16);
    }

    /** Whether there is one. */
    boolean has(long id, boolean rejected) {
        return piece(id, rejected, 0) != null;
    }

    private byte @Nullable [] piece(long id, boolean rejected, int number) {
        return jdbc.sql(
                        """
                        select bytes from client_import_file
                        where import_id = ? and rejected = ? and piece = ?
                        """)
                .params(id, rejected, number)
                .query(byte[].class)
                .optional()
                .orElse(null);
    }

    private final class Pieces extends OutputStream {
        private final long id;
        private final boolean rejected;
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(PIECE_BYTES + 65536);
        private int number;

        Pieces(long id, boolean rejected) {
            this.id = id;
            this.rejected = rejected;
        }

        @Override
        public void write(int b) {
            buffer.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            buffer.write(bytes, offset, length);
            if (buffer.size() >= PIECE_BYTES) {
                store();
            }
        }

        @Override
        public void close() {
            if (buffer.size() > 0) {
                store();
            }
        }

        private void store() {
            jdbc.sql(
                            "insert into client_import_file (import_id, rejected, piece, bytes) values (?, ?, ?, ?)")
                    .params(id, rejected, number++, buffer.toByteArray())
                    .update();
            buffer.reset();
        }
    }

    private final class StoredPieces extends InputStream {
        private final long id;
        private final boolean rejected;
        private byte @Nullable [] bytes = new byte[0];
        private int position;
        private int number;

        StoredPieces(long id, boolean rejected) {
            this.id = id;
            this.rejected = rejected;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            while (bytes != null && position == bytes.length) {
                bytes = piece(id, rejected, number++);
                position = 0;
            }
            if (bytes == null) {
                return -1;
            }
            int n = Math.min(length, bytes.length - position);
            System.arraycopy(bytes, position, target, offset, n);
            position += n;
            return n;
        }

        @Override
        public int available() {
            // Tells the decompressor whether something may follow.
            return bytes == null ? 0 : 1;
        }
    }

    /**
     * The text of an uploaded file. It is fetched as a whole before it is read: while rows are
     * copied into the database, the transaction's session answers no queries.
     *
     * @param copy an empty file for it
     */
    TextFile text(ImportStore.Row row, Path copy) throws IOException {
        try (InputStream stored = read(row.id(), false)) {
            Files.copy(stored, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return new TextFile(
                () -> Files.newInputStream(copy), Charset.forName(row.charset()), row.markBytes());
    }
}
