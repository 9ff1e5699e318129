package io.soroka.imports;

import io.soroka.contacts.ConsentChannel;
import io.soroka.contacts.ConsentPurpose;
import io.soroka.contacts.ConsentPurposes;
import io.soroka.contacts.Consents;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.Fields;
import io.soroka.contacts.intake.Cell;
import io.soroka.contacts.intake.CellReader;
import io.soroka.contacts.intake.DepartmentLock;
import io.soroka.numbering.NumberResult;
import io.soroka.platform.CopyRows;
import io.soroka.platform.Messages;
import io.soroka.platform.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes an existing base of consents into the ledger: a file with a number, an answer and its
 * moment a row, and perhaps purpose, channel, source, version of the text and evidence. The answer
 * is everybody's who has the number; what the ledger has already is not written again.
 */
@Component
public class ConsentImport {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int ROWS_A_COPY = 20_000;

    private static final Set<String> ANSWER =
            Set.of("ответ", "согласие", "согласен", "answer", "consent", "given");
    private static final Set<String> MOMENT =
            Set.of(
                    "момент",
                    "дата",
                    "дата и время",
                    "дата согласия",
                    "когда",
                    "at",
                    "date",
                    "moment",
                    "time");
    private static final Set<String> PURPOSE = Set.of("цель", "purpose");
    private static final Set<String> CHANNEL = Set.of("канал", "channel");
    private static final Set<String> SOURCE = Set.of("источник", "откуда", "source");
    private static final Set<String> VERSION =
            Set.of("версия текста", "версия", "text version", "version");
    private static final Set<String> EVIDENCE =
            Set.of("подтверждение", "доказательство", "документ", "evidence", "proof", "document");

    private static final Set<String> GIVEN = Set.of("дано", "получено", "given", "granted");
    private static final Set<String> WITHDRAWN = Set.of("отозвано", "withdrawn", "revoked");

    private final PhoneFiles files;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FieldCatalogue catalogue;
    private final ConsentPurposes purposes;
    private final Clock clock;
    private final ZoneId zone;

    ConsentImport(
            PhoneFiles files,
            JdbcTemplate template,
            PlatformTransactionManager transactions,
            FieldCatalogue catalogue,
            ConsentPurposes purposes,
            Clock clock,
            Settings settings) {
        this.files = files;
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(transactions);
        this.catalogue = catalogue;
        this.purposes = purposes;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * What became of a file.
     *
     * @param rows all of them
     * @param recorded answers that are in the ledger now and were not before
     * @param unknown rows whose number no client has
     * @param rejected rows that could not be read
     * @param rejections the first of them
     */
    public record Result(
            long rows, long recorded, long unknown, long rejected, List<ImportProblem> rejections) {
        public Result {
            rejections = List.copyOf(rejections);
        }
    }

    /**
     * Takes a file in, whole or not at all.
     *
     * @param by who brings it
     * @throws ImportRefused if the file as a whole is unusable, or an import into this department
     *     is running
     * @throws IOException if the content breaks off
     */
    public Result run(long departmentId, String by, InputStream content) throws IOException {
        return files.read(
                content,
                file ->
                        Objects.requireNonNull(
                                transaction.execute(status -> load(departmentId, by, file))));
    }

    private Result load(long departmentId, String by, PhoneRows file) {
        if (!DepartmentLock.take(jdbc, departmentId, PATIENCE)) {
            throw new ImportRefused("import.busy");
        }
        template.execute(
                """
                create temporary table told_consent (
                    row bigint not null, msisdn bigint not null, purpose text not null, channel text not null,
                    given smallint not null, source text not null, text_version text, evidence text,
                    at timestamptz not null
                ) on commit drop
                """);
        ImportNotes notes = new ImportNotes();
        Reader reader = new Reader(file, notes);
        template.execute((Connection db) -> {
            reader.copy(db);
            return null;
        });
        template.execute("analyze told_consent");
        long unknown =
                jdbc.sql(
                                """
                                select count(*) from told_consent t
                                 where not exists (select from client c
                                                    where c.msisdn = t.msisdn and c.department_id = ?)
                                """)
                        .param(departmentId)
                        .query(Long.class)
                        .single();
        long recorded = record(departmentId, by);
        ImportResult result = notes.result(file.rows(), 0, 0);
        return new Result(file.rows(), recorded, unknown, result.rejected(), result.rejections());
    }

    /** Clients are locked first, so that whoever answers meanwhile does so before or after. */
    private long record(long departmentId, String by) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql(
                        """
                        create temporary table told_client on commit drop as
                        select c.id from client c
                         where c.department_id = ? and c.msisdn in (select msisdn from told_consent)
                         order by c.id for no key update of c
                        """)
                .param(departmentId)
                .update();
        template.execute("analyze told_client");
        int recorded =
                jdbc.sql(
                                """
                                insert into consent (client_id, department_id, msisdn, purpose, channel, given, source,
                                                     text_version, evidence, at, recorded_at, recorded_by)
                                select c.id, ?, t.msisdn, t.purpose, t.channel, t.given = 1, t.source, t.text_version,
                                       t.evidence, t.at, ?, ?
                                  from (select distinct on (msisdn, purpose, channel, at, given) *
                                          from told_consent order by msisdn, purpose, channel, at, given, row desc) t
                                  join client c on c.msisdn = t.msisdn and c.department_id = ?
                                 where not exists (
                                     select from consent k
                                      where k.client_id = c.id and k.purpose = t.purpose and k.channel = t.channel
                                        and k.at = t.at and k.given = (t.given = 1) and k.annulled_at is null)
                                 order by c.id, t.at, t.row
                                """)
                        .params(departmentId, now, by, departmentId)
                        .update();
        jdbc.sql(
                        """
                        update client c set updated_at = ?, consent_advertising = shown.given
                          from told_client t cross join lateral (%s) shown
                         where c.id = t.id and c.consent_advertising is distinct from shown.given
                        """
                                .formatted(
                                        Consents.LATEST_ADVERTISING.replace(
                                                "k.client_id = c.id", "k.client_id = t.id")))
                .param(now)
                .update();
        return recorded;
    }

    /** Reads rows into the staging table; what can't be read goes to the notes. */
    private final class Reader {
        private final PhoneRows file;
        private final ImportNotes notes;
        private final CellReader cells;
        private final Field yesOrNo;
        private final Field moment;
        private final Instant now = clock.instant();
        private final Map<String, String> purposeKeys = new HashMap<>();
        private final int answer;
        private final int at;
        private final int purpose;
        private final int channel;
        private final int source;
        private final int version;
        private final int evidence;

        Reader(PhoneRows file, ImportNotes notes) {
            this.file = file;
            this.notes = notes;
            this.cells = new CellReader(LocalDate.ofInstant(now, zone), zone);
            Fields fields = catalogue.fields();
            this.yesOrNo = fields.get("consent_advertising");
            this.moment = fields.get("last_visit");
            this.answer = required(ANSWER, "consent.file-answer");
            this.at = required(MOMENT, "consent.file-moment");
            this.purpose = file.column(PURPOSE);
            this.channel = file.column(CHANNEL);
            this.source = file.column(SOURCE);
            this.version = file.column(VERSION);
            this.evidence = file.column(EVIDENCE);
            for (ConsentPurpose one : purposes.all()) {
                purposeKeys.put(one.key(), one.key());
                for (Locale language : List.of(Messages.RUSSIAN, Messages.ENGLISH)) {
                    purposeKeys.putIfAbsent(
                            one.title(language).toLowerCase(Locale.ROOT), one.key());
                }
            }
        }

        private int required(Set<String> titles, String otherwise) {
            int column = file.column(titles);
            if (column < 0) {
                throw new ImportRefused(otherwise);
            }
            return column;
        }

        void copy(Connection db) throws SQLException {
            var rows =
                    new CopyRows(
                            "told_consent",
                            "row",
                            "msisdn",
                            "purpose",
                            "channel",
                            "given",
                            "source",
                            "text_version",
                            "evidence",
                            "at");
            int waiting = 0;
            for (PhoneRows.Row row = file.next(); row != null; row = file.next()) {
                waiting += add(rows, row) ? 1 : 0;
                if (waiting == ROWS_A_COPY) {
                    rows.copy(db);
                    waiting = 0;
                }
            }
            rows.copy(db);
        }

        private boolean add(CopyRows rows, PhoneRows.Row row) {
            switch (row.number()) {
                case NumberResult.Refused refused ->
                        notes.reject(
                                row.line(),
                                file.phoneHeader(),
                                refused.reason().messageKey(),
                                refused.arguments(),
                                "");
                case NumberResult.Accepted number -> {
                    Boolean given = given(row);
                    Instant when = given == null ? null : when(row);
                    String what = when == null ? null : purpose(row);
                    String by = what == null ? null : channel(row);
                    if (given == null
                            || when == null
                            || what == null
                            || by == null
                            || isTooLong(row, source, Consents.LONGEST_SOURCE)
                            || isTooLong(row, version, Consents.LONGEST_SOURCE)
                            || isTooLong(row, evidence, Consents.LONGEST_EVIDENCE)) {
                        return false;
                    }
                    String from = row.cell(source);
                    rows.row()
                            .int8(row.line())
                            .int8(number.msisdn())
                            .text(what)
                            .text(by)
                            .int2(given ? 1 : 0)
                            .text(from.isEmpty() ? "file" : from)
                            .text(filled(row, version))
                            .text(filled(row, evidence))
                            .time(when);
                    return true;
                }
            }
            return false;
        }

        private @Nullable Boolean given(PhoneRows.Row row) {
            String word = row.cell(answer).toLowerCase(Locale.ROOT);
            if (GIVEN.contains(word) || WITHDRAWN.contains(word)) {
                return GIVEN.contains(word);
            }
            Cell read = cells.read(yesOrNo, row.cell(answer));
            if (read.value() == null) {
                reject(row, answer, "consent.cell-answer", List.of());
                return null;
            }
            return read.value().equals("t");
        }

        private @Nullable Instant when(PhoneRows.Row row) {
            Cell read = cells.read(moment, row.cell(at));
            if (read.value() != null) {
                Instant when = Instant.parse(read.value());
                if (!when.isAfter(now)) {
                    return when;
                }
            }
            reject(row, at, "consent.cell-moment", List.of());
            return null;
        }

        private @Nullable String purpose(PhoneRows.Row row) {
            String told = row.cell(purpose);
            String key =
                    told.isEmpty()
                            ? ConsentPurpose.ADVERTISING
                            : purposeKeys.get(told.toLowerCase(Locale.ROOT));
            if (key == null) {
                reject(row, purpose, "consent.cell-purpose", List.of());
            }
            return key;
        }

        private @Nullable String channel(PhoneRows.Row row) {
            String told = row.cell(channel);
            ConsentChannel found =
                    told.isEmpty() || told.equalsIgnoreCase("смс")
                            ? ConsentChannel.SMS
                            : ConsentChannel.named(told).orElse(null);
            if (found == null) {
                reject(row, channel, "consent.cell-channel", List.of());
                return null;
            }
            return found.code();
        }

        private boolean isTooLong(PhoneRows.Row row, int column, int longest) {
            boolean tooLong = row.cell(column).length() > longest;
            if (tooLong) {
                reject(row, column, "consent.cell-too-long", List.of(Integer.toString(longest)));
            }
            return tooLong;
        }

        private static @Nullable String filled(PhoneRows.Row row, int column) {
            String cell = row.cell(column);
            return cell.isEmpty() ? null : cell;
        }

        private void reject(PhoneRows.Row row, int column, String key, List<String> arguments) {
            notes.reject(row.line(), file.header(column), key, arguments, row.cell(column));
        }
    }
}
