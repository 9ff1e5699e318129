package io.soroka.imports.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Masking;
import io.soroka.access.Role;
import io.soroka.imports.Import;
import io.soroka.imports.ImportRefused;
import io.soroka.imports.Imports;
import io.soroka.imports.UploadedFile;
import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files of clients, step by step. */
@RestController
@RequestMapping("/api/v1/imports")
class ImportController {

    private static final String CSV = "text/csv";
    private static final int PAGE = 50;

    private final Imports imports;
    private final Masking masking;
    private final CurrentUser user;
    private final Audit audit;

    ImportController(Imports imports, Masking masking, CurrentUser user, Audit audit) {
        this.imports = imports;
        this.masking = masking;
        this.user = user;
        this.audit = audit;
    }

    record ImportPage(List<ImportView> items, @Nullable String next) {}

    record ColumnChoice(@Nullable Integer index, @Nullable String field) {}

    record ColumnChoices(@Nullable List<ColumnChoice> columns) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ImportView upload(HttpServletRequest request) throws IOException {
        user.require(Role.CAMPAIGN_MANAGER);
        UploadedFile file = UploadedFile.of(request);
        try {
            Import one =
                    imports.upload(
                            user.departmentId(), user.user().name(), file.name(), file.content());
            audit.record("import.uploaded", object(one.id()), Map.of("bytes", one.sizeBytes()));
            return whole(one);
        } catch (ImportRefused e) {
            throw e.problem();
        }
    }

    @GetMapping
    ImportPage list(
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        int size = Math.clamp(limit, 1, PAGE);
        Locale locale = LocaleContextHolder.getLocale();
        List<ImportView> items =
                imports.list(user.scope(), after, size).stream()
                        .map(one -> ImportView.brief(one, locale))
                        .toList();
        return new ImportPage(items, items.size() < size ? null : items.getLast().id());
    }

    @GetMapping("/{id}")
    ImportView view(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        Import one = imports.find(id, user.scope());
        // Polled each second while it runs; then there is nothing personal in it.
        if (one.progress() == null) {
            audit.record("import.viewed", object(id), Map.of());
        }
        return whole(one);
    }

    @Transactional
    @PutMapping("/{id}/columns")
    ImportView columns(@PathVariable long id, @RequestBody ColumnChoices choices) {
        user.require(Role.CAMPAIGN_MANAGER);
        Map<Integer, @Nullable String> fields = new LinkedHashMap<>();
        for (ColumnChoice one :
                choices.columns() == null ? List.<ColumnChoice>of() : choices.columns()) {
            if (one.index() == null) {
                throw new ProblemException(422, "import-column-unknown", "–").at("/columns");
            }
            fields.put(one.index(), one.field());
        }
        Import changed = imports.setColumns(id, user.scope(), fields);
        audit.record("import.columns-set", object(id), Map.of("columns", fields.size()));
        return whole(changed);
    }

    @PostMapping("/{id}/start")
    ImportView start(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        Import started = imports.start(id, user.scope());
        audit.record("import.started", object(id), Map.of());
        return whole(started);
    }

    @Transactional
    @PostMapping("/{id}/undo")
    ImportView undo(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        Import undone = imports.undo(id, user.scope());
        Import.Undo counts = undone.undo();
        audit.record(
                "import.undone",
                object(id),
                counts == null
                        ? Map.of()
                        : Map.of(
                                "removed", counts.removed(),
                                "restored", counts.restored(),
                                "kept", counts.kept()));
        return whole(undone);
    }

    @Transactional
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        imports.delete(id, user.scope());
        audit.record("import.deleted", object(id), Map.of());
    }

    @GetMapping(path = "/{id}/rejected.csv", produces = CSV)
    void rejected(@PathVariable long id, HttpServletResponse response) throws IOException {
        user.require(Role.CAMPAIGN_MANAGER);
        Imports.Output rows = imports.rejected(id, user.scope(), LocaleContextHolder.getLocale());
        audit.record("import.rejected-fetched", object(id), Map.of());
        send(response, "rejected-" + id + ".csv", rows);
    }

    @GetMapping(path = "/sample.csv", produces = CSV)
    void sample(HttpServletResponse response) throws IOException {
        user.require(Role.CAMPAIGN_MANAGER);
        String text = Messages.text(LocaleContextHolder.getLocale(), "import.sample");
        send(response, "sample.csv", out -> out.write("\ufeff" + text.replace("\n", "\r\n")));
    }

    private static void send(HttpServletResponse response, String name, Imports.Output file)
            throws IOException {
        response.setContentType(CSV + ";charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("Cache-Control", "no-store");
        try (Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                response.getOutputStream(), StandardCharsets.UTF_8))) {
            file.write(out);
        }
    }

    private ImportView whole(Import one) {
        return ImportView.whole(one, LocaleContextHolder.getLocale(), masking.seesPeople());
    }

    private static String object(long id) {
        return "import:" + id;
    }
}
