package io.soroka.imports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of clients on its way in.
 *
 * @param sizeBytes of the file as it was sent
 * @param createdBy the name of who sent it
 * @param columns what the file has; empty when its text is no longer kept
 * @param preview the first rows, with what would become of their numbers
 * @param progress how far it is, while it runs
 * @param result what it did, once done
 * @param failure why it failed
 * @param undoable whether it can be taken back
 * @param undo what taking it back did
 */
public record Import(
        long id,
        long departmentId,
        String fileName,
        long sizeBytes,
        Status status,
        Instant createdAt,
        String createdBy,
        @Nullable Instant finishedAt,
        List<Column> columns,
        List<Preview> preview,
        @Nullable Progress progress,
        @Nullable ImportResult result,
        @Nullable Failure failure,
        boolean undoable,
        @Nullable Undo undo) {

    /** Where an import is. */
    public enum Status {
        /** The file waits to be started. */
        UPLOADED,
        /** Its rows are being read, then folded into the clients. */
        RUNNING,
        /** All of it is saved. */
        DONE,
        /** Nothing of it is saved; it can be started again while its file is kept. */
        FAILED,
        /** It was done and has been taken back. */
        UNDONE
    }

    /**
     * A column of the file.
     *
     * @param index from 0
     * @param samples the first values in it, at most three; none once it runs
     * @param field the key of the field it brings, or null when it is ignored
     * @param guessed whether the field was read from the header rather than chosen
     */
    public record Column(
            int index,
            String header,
            List<String> samples,
            @Nullable String field,
            boolean guessed) {}

    /**
     * A row as the file has it.
     *
     * @param row its line in the file, the first being 1
     * @param msisdn the number it would get, or null
     * @param problem what is wrong with the number, or null
     */
    public record Preview(
            long row, @Nullable Long msisdn, @Nullable Failure problem, List<String> cells) {}

    /**
     * How far it is.
     *
     * @param rows rows read
     * @param share of the whole work, 0 to 1
     * @param folding whether the whole file is read and the rows are becoming clients
     */
    public record Progress(long rows, double share, boolean folding) {}

    /**
     * Something that went wrong, as a sentence of the message bundles.
     *
     * @param arguments what the sentence needs
     */
    public record Failure(String messageKey, List<String> arguments) {
        public Failure {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What an undo did.
     *
     * @param removed created clients that are gone
     * @param restored known clients whose values are as before
     * @param kept created clients that stay, because they have been touched since
     */
    public record Undo(long removed, long restored, long kept) {}
}
