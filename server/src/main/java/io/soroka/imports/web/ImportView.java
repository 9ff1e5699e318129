package io.soroka.imports.web;

import io.soroka.access.Masking;
import io.soroka.imports.Import;
import io.soroka.imports.ImportProblem;
import io.soroka.imports.ImportResult;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An import as it is sent, its sentences in the reader's language. */
record ImportView(
        String id,
        String fileName,
        long sizeBytes,
        @OneOf(Import.Status.class) String status,
        Instant createdAt,
        String createdBy,
        @Nullable Instant finishedAt,
        List<ImportColumn> columns,
        List<ImportPreview> preview,
        @Nullable ImportProgressView progress,
        @Nullable ImportCounts result,
        List<ImportRemark> rejections,
        List<ImportRemark> warnings,
        @Nullable String failure,
        boolean undoable,
        @Nullable ImportUndoView undo) {

    private static final int REMARKS = 100;

    record ImportColumn(
            int index,
            String header,
            List<String> samples,
            @Nullable String field,
            boolean guessed) {}

    record ImportPreview(
            long row, @Nullable String phone, @Nullable String problem, List<String> cells) {}

    /**
     * @param share of the whole work, 0 to 1
     * @param folding whether all rows are read and become clients now
     */
    record ImportProgressView(long rows, double share, boolean folding) {}

    record ImportCounts(
            long rows, long imported, long created, long merged, long rejected, long warnings) {}

    /**
     * @param row the line in the file
     * @param value what stands there, masked
     */
    record ImportRemark(long row, String column, String problem, String value) {}

    record ImportUndoView(long removed, long restored, long kept) {}

    /** A line of the list: what is long is left out. */
    static ImportView brief(Import one, Locale locale) {
        return of(one, locale, List.of(), List.of(), 0);
    }

    /**
     * All of it.
     *
     * @param withRows whether the reader may see what the file holds
     */
    static ImportView whole(Import one, Locale locale, boolean withRows) {
        return of(
                one,
                locale,
                one.columns().stream()
                        .map(column ->
                                new ImportColumn(
                                        column.index(),
                                        column.header(),
                                        withRows ? column.samples() : List.of(),
                                        column.field(),
                                        column.guessed()))
                        .toList(),
                withRows
                        ? one.preview().stream().map(row -> preview(row, locale)).toList()
                        : List.of(),
                REMARKS);
    }

    private static ImportView of(
            Import one,
            Locale locale,
            List<ImportColumn> columns,
            List<ImportPreview> preview,
            int remarks) {
        ImportResult result = one.result();
        Import.Progress progress = one.progress();
        Import.Failure failure = one.failure();
        Import.Undo undo = one.undo();
        return new ImportView(
                Long.toString(one.id()),
                one.fileName(),
                one.sizeBytes(),
                one.status().name().toLowerCase(Locale.ROOT),
                one.createdAt(),
                one.createdBy(),
                one.finishedAt(),
                columns,
                preview,
                progress == null
                        ? null
                        : new ImportProgressView(
                                progress.rows(), progress.share(), progress.folding()),
                result == null
                        ? null
                        : new ImportCounts(
                                result.rows(),
                                result.imported(),
                                result.created(),
                                result.merged(),
                                result.rejected(),
                                result.warnings()),
                result == null ? List.of() : remarks(result.rejections(), locale, remarks),
                result == null ? List.of() : remarks(result.warningsKept(), locale, remarks),
                failure == null ? null : sentence(failure, locale),
                one.undoable(),
                undo == null
                        ? null
                        : new ImportUndoView(undo.removed(), undo.restored(), undo.kept()));
    }

    /** Whoever may see the file sees its numbers anyway: there they are whole. */
    private static ImportPreview preview(Import.Preview row, Locale locale) {
        Long msisdn = row.msisdn();
        Import.Failure problem = row.problem();
        return new ImportPreview(
                row.row(),
                msisdn == null ? null : Masking.full(msisdn),
                problem == null ? null : sentence(problem, locale),
                row.cells());
    }

    /** What is wrong with rows, in words; so many at the most. */
    static List<ImportRemark> remarks(List<ImportProblem> problems, Locale locale, int most) {
        return problems.stream()
                .limit(most)
                .map(one ->
                        new ImportRemark(
                                one.line(),
                                one.column(),
                                Messages.text(locale, one.messageKey(), one.arguments().toArray()),
                                one.value()))
                .toList();
    }

    private static String sentence(Import.Failure failure, Locale locale) {
        return Messages.text(locale, failure.messageKey(), failure.arguments().toArray());
    }
}
