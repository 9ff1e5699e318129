package io.soroka.imports;

import io.soroka.contacts.ClientUse;
import io.soroka.contacts.Consents;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes an import back, set by set: the clients that it created disappear unless they have been
 * touched since, and what it changed in others is as before where nobody has changed it again. Its
 * answers to "may we" stay in the ledger and count no more.
 */
final class ImportUndo {

    private final JdbcClient jdbc;
    private final FieldCatalogue catalogue;
    private final List<ClientUse> uses;

    ImportUndo(JdbcClient jdbc, FieldCatalogue catalogue, List<ClientUse> uses) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.uses = uses;
    }

    /**
     * What an undo did.
     *
     * @param removed created clients that are gone
     * @param restored known clients of whom at least one value is as before
     * @param kept created clients that stay, because they have been touched since
     */
    record Counts(long removed, long restored, long kept) {}

    /** To be called in a transaction that holds the department's lock. */
    Counts undo(ImportStore.Row row, Instant now) {
        long created = row.result() == null ? 0 : row.result().created();
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        long removed = remove(row, at);
        long restored = restore(row.id(), at);
        for (String table : List.of("client_change", "client_import_met")) {
            jdbc.sql("delete from " + table + " where import_id = ?").param(row.id()).update();
        }
        return new Counts(removed, restored, created - removed);
    }

    private long remove(ImportStore.Row row, OffsetDateTime now) {
        jdbc.sql("create temporary table undo_client (id bigint primary key) on commit drop")
                .update();
        List<Object> parameters = new ArrayList<>();
        parameters.add(row.id());
        parameters.add(row.firstClientId() == null ? 0 : row.firstClientId());
        parameters.add(row.lastClientId() == null ? -1 : row.lastClientId());
        parameters.add(row.id());
        String used =
                uses.stream()
                        .map(use -> use.since(row.createdAt()))
                        .map(query -> {
                            parameters.addAll(query.parameters());
                            return " and not exists (select from ("
                                    + query.sql()
                                    + ") used (id) where used.id = c.id)";
                        })
                        .collect(Collectors.joining());
        jdbc.sql(
                        """
                        insert into undo_client (id)
                        select c.id from client c
                        where c.import_id = ? and c.id between ? and ?
                          and c.updated_at = c.created_at
                          and not exists (
                              select from client_import_met m
                              where m.client_id = c.id and m.import_id > ?)
                        """
                                + used)
                .params(parameters)
                .update();
        jdbc.sql("analyze undo_client").update();
        jdbc.sql(
                        """
                        update consent set annulled_at = ?
                        where annulled_at is null and client_id in (select id from undo_client)
                        """)
                .param(now)
                .update();
        return jdbc.sql("delete from client where id in (select id from undo_client)").update();
    }

    private long restore(long importId, OffsetDateTime now) {
        // Whoever was answered for since then shows what counts after the file's answer does not.
        jdbc.sql(
                        """
                        create temporary table undo_answered on commit drop as
                        select distinct m.client_id from consent m
                        join consent k on k.client_id = m.client_id and k.purpose = m.purpose
                            and k.channel = m.channel and k.id > m.id
                            and k.import_id is distinct from m.import_id
                        where m.import_id = ?
                        """)
                .param(importId)
                .update();
        jdbc.sql(
                        """
                        update consent k set annulled_at = ?
                        where k.import_id = ? and k.annulled_at is null
                          and exists (
                              select from client_import_met m
                              where m.import_id = k.import_id and m.client_id = k.client_id)
                        """)
                .params(now, importId)
                .update();
        List<String> columns =
                catalogue.fields().every().stream()
                        .map(Field::column)
                        .filter(column -> !column.equals("external_id"))
                        .toList();
        return jdbc.sql(
                        """
                        update client c
                        set updated_at = case when c.updated_at = a.updated_at
                                              then b.updated_at else ? end,
                            (%1$s) = row (%2$s)
                        from client_change b
                        join client_change a on a.import_id = b.import_id
                            and a.client_id = b.client_id and a.after
                        where b.import_id = ? and not b.after and c.id = b.client_id
                          and (%3$s) is distinct from (%2$s)
                        """
                                .formatted(
                                        list(columns, column -> column),
                                        list(columns, ImportUndo::restored),
                                        list(columns, column -> "c." + column)))
                .params(now, importId)
                .update();
    }

    private static String restored(String column) {
        String restored =
                """
                case when b.%1$s is distinct from a.%1$s and c.%1$s is not distinct from a.%1$s
                     then b.%1$s else c.%1$s end\
                """
                        .formatted(column);
        return column.equals("consent_advertising")
                ? """
                case when exists (select from undo_answered u where u.client_id = c.id)
                     then (%s) else %s end\
                """
                        .formatted(Consents.LATEST_ADVERTISING, restored)
                : restored;
    }

    private static String list(List<String> columns, Function<String, String> piece) {
        return columns.stream().map(piece).collect(Collectors.joining(", "));
    }
}
