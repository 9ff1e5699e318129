package io.soroka.imports.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.imports.ConsentImport;
import io.soroka.imports.ImportRefused;
import io.soroka.imports.UploadedFile;
import io.soroka.imports.web.ImportView.ImportRemark;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An existing base of consents, on its way into the ledger. */
@RestController
@RequestMapping("/api/v1/consents/import")
class ConsentImportController {
    private final ConsentImport imports;
    private final CurrentUser user;
    private final Audit audit;

    ConsentImportController(ConsentImport imports, CurrentUser user, Audit audit) {
        this.imports = imports;
        this.user = user;
        this.audit = audit;
    }

    /**
     * What became of the file.
     *
     * @param recorded answers that are in the ledger now and were not before
     * @param unknown rows whose number no client has
     */
    record ConsentImportResult(
            long rows, long recorded, long unknown, long rejected, List<ImportRemark> rejections) {}

    /** Takes the file in, whole or not at all. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ConsentImportResult take(HttpServletRequest request) throws IOException {
        user.require(Role.CAMPAIGN_MANAGER);
        UploadedFile file = UploadedFile.of(request);
        try {
            ConsentImport.Result result =
                    imports.run(user.departmentId(), user.user().name(), file.content());
            audit.record(
                    "consents.imported",
                    null,
                    Map.of("rows", result.rows(), "recorded", result.recorded()));
            return new ConsentImportResult(
                    result.rows(),
                    result.recorded(),
                    result.unknown(),
                    result.rejected(),
                    ImportView.remarks(
                            result.rejections(),
                            LocaleContextHolder.getLocale(),
                            result.rejections().size()));
        } catch (ImportRefused e) {
            throw e.problem();
        }
    }
}
