package io.soroka.sources.files;

import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.sources.Entity;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceQuery;
import io.soroka.sources.SourceReader;
import io.soroka.tables.CsvRows;
import io.soroka.tables.TemporaryFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables in the files of a folder, one file after another as they were changed, row by row.
 * What is asked for changes gives the files behind the cursor and such as come meanwhile; what is
 * asked for everything ends at the file that was the newest when it began.
 */
public final class FolderReader implements SourceReader {
    /** The column of changes: when the row's file was last changed. */
    public static final String FILE_TIME = "file_time";

    private final Folder folder;
    private final FolderOptions options;
    private final long maxBytes;
    private final int seconds;
    private final TemporaryFiles temporary;
    private final Clock clock;
    private @Nullable TableFile opened;
    private long deadline;
    private volatile boolean cancelled;

    /**
     * Reads a folder, which is closed with this.
     *
     * @param maxBytes of the largest file
     * @param seconds the longest that a page may take
     */
    public FolderReader(
            Folder folder,
            FolderOptions options,
            long maxBytes,
            int seconds,
            TemporaryFiles temporary,
            Clock clock) {
        this.folder = folder;
        this.options = options;
        this.maxBytes = maxBytes;
        this.seconds = seconds;
        this.temporary = temporary;
        this.clock = clock;
    }

    private <T> T reading(Supplier<T> work) {
        deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        goOn();
        try {
            return work.get();
        } catch (SourceFailure e) {
            if (cancelled) {
                throw SourceFailure.stopped();
            }
            throw e;
        }
    }

    private void goOn() {
        if (cancelled) {
            throw SourceFailure.stopped();
        }
        if (System.nanoTime() - deadline > 0) {
            throw new SourceFailure("source.too-slow");
        }
    }

    @Override
    public List<Entity> entities() {
        return reading(() -> options.patterns().stream().map(Entity::new).toList());
    }

    @Override
    public List<Column> columns(String entity) {
        return reading(() -> {
            List<Column> columns = new ArrayList<>();
            for (String name : newest(entity).columns().keySet()) {
                if (!name.equals(FILE_TIME)) {
                    columns.add(new Column(name, ColumnType.TEXT, false));
                }
            }
            columns.add(new Column(FILE_TIME, ColumnType.MOMENT, false));
            return columns;
        });
    }

    @Override
    public List<List<@Nullable Object>> preview(String entity, int most) {
        return reading(() -> {
            TableFile file = newest(entity);
            List<String> names = new ArrayList<>(file.columns().keySet());
            names.remove(FILE_TIME);
            names.add(FILE_TIME);
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (!file.isWhole() && rows.size() < most) {
                rows.add(values(file, file.take(), names));
            }
            return rows;
        });
    }

    /** The newest file of an entity, from its beginning. */
    private TableFile newest(String entity) {
        FoundFile found = find(entity, null, null, true);
        if (found == null) {
            throw new SourceFailure("source.no-file", entity);
        }
        return open(found, 0);
    }

    /**
     * Looks for a file that is no longer being written.
     *
     * @param behind only files behind this one
     * @param until only this one and files before it
     * @param newest whether the last of them is wanted, otherwise the first
     */
    private @Nullable FoundFile find(
            String entity, @Nullable FoundFile behind, @Nullable FoundFile until, boolean newest) {
        if (!options.patterns().contains(entity)) {
            throw new SourceFailure("source.no-such-entity", entity);
        }
        Instant quietSince = clock.instant().minus(options.quiet());
        var best = new FoundFile[1];
        folder.list(file -> {
            goOn();
            if (FolderOptions.fits(entity, file.name())
                    && !file.modified().isAfter(quietSince)
                    && (behind == null || file.compareTo(behind) > 0)
                    && (until == null || file.compareTo(until) <= 0)
                    // Nothing was changed, says whoever writes a file of changes.
                    && (options.newest() || file.size() > 0)
                    && (best[0] == null || (file.compareTo(best[0]) > 0) == newest)) {
                best[0] = file;
            }
        });
        return best[0];
    }

    /** A file behind so many of its rows; the one that is open already if it stands there. */
    private TableFile open(FoundFile found, long row) {
        TableFile known = opened;
        if (known != null && known.found().equals(found) && known.taken() == row) {
            return known;
        }
        shut();
        if (found.size() > maxBytes) {
            throw new SourceFailure(
                    "source.table.file-too-large", found.name(), maxBytes / 1_000_000);
        }
        TableFile file = TableFile.open(folder, found, temporary, this::goOn);
        opened = file;
        while (file.taken() < row) {
            if (file.isWhole()) {
                throw new SourceFailure("source.file-changed", found.name());
            }
            CsvRows.Row ignored = file.take();
        }
        return file;
    }

    private void shut() {
        TableFile file = opened;
        opened = null;
        if (file != null) {
            file.close();
        }
    }

    @Override
    public Page read(SourceQuery query, @Nullable String cursor, int most, RowSink sink) {
        return reading(() -> {
            String changed = query.changed();
            boolean changes = changed != null;
            if (changed != null && !changed.equals(FILE_TIME)) {
                throw new SourceFailure("source.no-such-column", changed);
            }
            Place from = Place.of(cursor);
            FoundFile until = changes ? null : until(query.entity(), from);
            TableFile file = begin(query.entity(), from, until, changes);
            while (file != null && file.isWhole()) {
                FoundFile next = next(query.entity(), file.found(), until);
                file = next == null ? null : open(next, 0);
            }
            if (file == null) {
                return new Page(0, cursor, true);
            }
            int rows = 0;
            requireColumn(file, query.key());
            for (String name : query.columns()) {
                requireColumn(file, name);
            }
            while (!file.isWhole() && rows < most) {
                goOn();
                sink.row(values(file, file.take(), query.columns()));
                rows++;
            }
            boolean last = file.isWhole() && next(query.entity(), file.found(), until) == null;
            return new Page(
                    rows,
                    Place.behind(file.found(), file.taken(), file.isWhole(), until).cursor(),
                    last);
        });
    }

    /** Where a reading of everything ends. */
    private FoundFile until(String entity, @Nullable Place from) {
        if (from != null && from.until() != null) {
            return from.until().found();
        }
        FoundFile newest = find(entity, null, null, true);
        if (newest == null) {
            // As if everybody were gone from the source.
            throw new SourceFailure("source.no-file", entity);
        }
        return newest;
    }

    /** The file to go on with, at its place; null if nothing new is there. */
    private @Nullable TableFile begin(
            String entity, @Nullable Place from, @Nullable FoundFile until, boolean changes) {
        if (from == null) {
            FoundFile first = find(entity, null, until, options.newest());
            return first == null ? null : open(first, 0);
        }
        FoundFile behind = from.found();
        if (from.whole()) {
            FoundFile next = next(entity, behind, until);
            return next == null ? null : open(next, 0);
        }
        TableFile known = opened;
        if (known == null || !known.found().equals(behind)) {
            FoundFile now = named(entity, from.file());
            if (!behind.equals(now)) {
                return instead(entity, from, now, changes);
            }
        }
        return open(behind, from.row());
    }

    /**
     * What takes the place of a file that was not read to its end and is no longer there as it was.
     * One that was written anew is a new one; where each brings everything, so is any later one.
     */
    private @Nullable TableFile instead(
            String entity, Place from, @Nullable FoundFile now, boolean changes) {
        FoundFile next = changes ? next(entity, from.found(), null) : null;
        if (!changes || (now == null && (!options.newest() || next == null))) {
            throw new SourceFailure("source.file-changed", from.file());
        }
        return next == null ? null : open(next, 0);
    }

    private @Nullable FoundFile named(String entity, String name) {
        if (!options.patterns().contains(entity)) {
            throw new SourceFailure("source.no-such-entity", entity);
        }
        var same = new FoundFile[1];
        folder.list(file -> {
            goOn();
            if (file.name().equals(name)) {
                same[0] = file;
            }
        });
        return same[0];
    }

    private @Nullable FoundFile next(String entity, FoundFile behind, @Nullable FoundFile until) {
        return find(entity, behind, until, options.newest());
    }

    private static void requireColumn(TableFile file, String name) {
        if (!name.equals(FILE_TIME) && !file.columns().containsKey(name)) {
            throw new SourceFailure("source.no-such-column", name);
        }
    }

    private static List<@Nullable Object> values(
            TableFile file, CsvRows.Row row, List<String> names) {
        List<@Nullable Object> values = new ArrayList<>(names.size());
        for (String name : names) {
            if (name.equals(FILE_TIME)) {
                values.add(file.found().modified().atOffset(ZoneOffset.UTC));
            } else {
                String cell = row.cell(Objects.requireNonNull(file.columns().get(name)));
                values.add(cell.isBlank() ? null : cell);
            }
        }
        return values;
    }

    /** Files tell the moment at which they were complete, so that none comes in between later. */
    @Override
    public String earlier(String cursor) {
        return cursor;
    }

    @Override
    public void cancel() {
        cancelled = true;
        folder.hangUp();
    }

    @Override
    public void close() {
        shut();
        folder.close();
    }
}
