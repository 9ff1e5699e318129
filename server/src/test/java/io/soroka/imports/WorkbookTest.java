package io.soroka.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.contacts.Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Excel workbooks, written by another library or, where it would not write such, by hand. */
@Tag("slow")
class WorkbookTest {

    private static final String CONTENT_TYPES =
            """
            <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>\
            """;
    private static final String RELS =
            """
            <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>\
            """;
    private static final String WORKBOOK =
            """
            <?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>\
            """;
    private static final String WORKBOOK_RELS =
            """
            <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>\
            """;

    private static ImportsFixture contacts;

    @BeforeAll
    static void start() {
        contacts = new ImportsFixture();
    }

    @AfterAll
    static void stop() {
        contacts.close();
    }

    @BeforeEach
    void empty() {
        contacts.sql.sql("truncate client, client_import, client_import_file").update();
    }

    @FunctionalInterface
    private interface Content {
        void fill(Worksheet sheet);
    }

    private static byte[] workbook(Content... sheets) {
        var out = new ByteArrayOutputStream();
        try (var book = new org.dhatim.fastexcel.Workbook(out, "test", "1.0")) {
            for (int i = 0; i < sheets.length; i++) {
                sheets[i].fill(book.newWorksheet("Лист " + i));
            }
            book.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Map<String, byte[]> parts(String sheet) {
        var parts = new LinkedHashMap<String, byte[]>();
        parts.put("[Content_Types].xml", CONTENT_TYPES.getBytes(StandardCharsets.UTF_8));
        parts.put("_rels/.rels", RELS.getBytes(StandardCharsets.UTF_8));
        parts.put("xl/workbook.xml", WORKBOOK.getBytes(StandardCharsets.UTF_8));
        parts.put("xl/_rels/workbook.xml.rels", WORKBOOK_RELS.getBytes(StandardCharsets.UTF_8));
        parts.put("xl/worksheets/sheet1.xml", sheet.getBytes(StandardCharsets.UTF_8));
        return parts;
    }

    private static String sheet(String rows) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                + rows
                + "</sheetData></worksheet>";
    }

    private static String text(String cell, String text) {
        return "<c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private static final String HEADER = "<row r=\"1\">" + text("A1", "Телефон") + "</row>";

    private static void refused(byte[] file, String messageKey) {
        assertThatThrownBy(() -> contacts.upload("book.xlsx", file))
                .isInstanceOfSatisfying(
                        ImportRefused.class,
                        refused -> assertThat(refused.messageKey()).isEqualTo(messageKey));
        assertThat(contacts.left()).isEmpty();
        assertThat(contacts.imports.list(null, null, 1)).isEmpty();
    }

    @Test
    void readsNumbersDatesAndWordsAsPeopleSeeThem() {
        Import one =
                contacts.upload(
                        // Told by its content: the name says otherwise.
                        "clients.csv",
                        workbook(sheet -> {
                            String[] header = {
                                "Телефон",
                                "ID",
                                "Имя",
                                "Дата рождения",
                                "Последний визит",
                                "Долг",
                                "Пользуется приложением",
                                "Город"
                            };
                            for (int i = 0; i < header.length; i++) {
                                sheet.value(0, i, header[i]);
                            }
                            sheet.value(2, 0, 79161234567L);
                            sheet.value(2, 1, 12345678901234L);
                            sheet.value(2, 2, "Оля; \"Лёля\"\nО.");
                            sheet.value(2, 3, LocalDate.of(1985, 3, 5));
                            sheet.style(2, 3).format("dd.mm.yyyy").set();
                            sheet.value(2, 4, LocalDateTime.of(2026, 11, 24, 10, 30));
                            sheet.style(2, 4).format("yyyy-MM-dd HH:mm").set();
                            sheet.value(2, 5, 0.1 + 0.2 + 1000);
                            sheet.value(2, 6, true);
                            sheet.formula(2, 7, "CONCATENATE(\"Ка\",\"зань\")");
                        }));
        assertThat(one.columns())
                .extracting(Import.Column::field)
                .containsExactly(
                        "phone",
                        "external_id",
                        "first_name",
                        "birth_date",
                        "last_visit",
                        "debt",
                        "app_user",
                        "city");
        assertThat(one.preview()).hasSize(1);
        assertThat(one.preview().getFirst().row()).isEqualTo(3);
        Import done = contacts.run(one);
        assertThat(done.result().warnings()).isZero();
        Client client = contacts.all().getFirst();
        assertThat(client.msisdn()).isEqualTo(79161234567L);
        assertThat(client.externalId()).isEqualTo("12345678901234");
        assertThat(client.values())
                .containsEntry("first_name", "Оля; \"Лёля\" О.")
                .containsEntry("birth_date", LocalDate.of(1985, 3, 5))
                .containsEntry("last_visit", Instant.parse("2026-11-24T07:30:00Z"))
                .containsEntry("debt", new BigDecimal("1000.30"))
                .containsEntry("app_user", true);
    }

    @Test
    void readsTheFirstVisibleSheetWithData() {
        Import one =
                contacts.upload(
                        "b.xlsx",
                        workbook(
                                sheet -> {
                                    sheet.value(0, 0, "Телефон");
                                    sheet.value(1, 0, "9160000000");
                                    sheet.setVisibilityState(VisibilityState.HIDDEN);
                                },
                                sheet -> sheet.value(3, 3, " "),
                                sheet -> {
                                    sheet.value(0, 0, "Телефон");
                                    sheet.value(1, 0, "9161234567");
                                }));
        assertThat(one.preview().getFirst().msisdn()).isEqualTo(79161234567L);
    }

    @Test
    void theLineOfAProblemIsTheRowOfTheSheet() {
        Import done =
                contacts.run(
                        contacts.upload(
                                "b.xlsx",
                                workbook(sheet -> {
                                    sheet.value(0, 0, "Телефон");
                                    sheet.value(1, 0, "a\nb");
                                    sheet.value(9, 0, "нет");
                                    sheet.value(9, 1, "лишнее");
                                })));
        assertThat(done.result().rejections())
                .extracting(ImportProblem::line)
                .containsExactly(2L, 10L);
        assertThat(contacts.rejected(done, java.util.Locale.of("ru")))
                .startsWith("\ufeffТелефон;Почему не загружено\r\na b;");
    }

    @Test
    void readsComputedValuesErrorsAndOddNumbers() {
        Import one =
                contacts.upload(
                        "b.xlsx",
                        zip(
                                parts(
                                        sheet(
                                                HEADER.replace(
                                                                "</row>",
                                                                text("B1", "Имя")
                                                                        + text("C1", "Бонусы")
                                                                        + "</row>")
                                                        + "<row r=\"2\"><c r=\"A2\"><f>1+1</f><v>7.9161234567E10</v></c><c r=\"B2\" t=\"e\"><v>#REF!</v></c><c r=\"C2\"><v>1E400</v></c></row>"
                                                        + "<row r=\"3\"><c r=\"A3\" t=\"str\"><f>X</f><v>9161234568</v></c><c r=\"B3\" t=\"str\"><f>X</f><v>#N/A</v></c><c r=\"C3\"/></row>"
                                                        + "<row r=\"4\"><c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"B4\" t=\"b\"><v>0</v></c><c r=\"C4\"><v>-0.0</v></c></row>"))));
        assertThat(one.preview())
                .extracting(row -> row.msisdn() + " " + row.cells())
                .containsExactly(
                        "79161234567 [79161234567, , 1E400]",
                        "79161234568 [9161234568, , ]",
                        "null [да, нет, 0]");
    }

    /** What could not be computed is no value, and is said; the row is imported all the same. */
    @Test
    void warnsOfErrorsAndOddNumbers() {
        Import done =
                contacts.run(
                        contacts.upload(
                                "b.xlsx",
                                zip(
                                        parts(
                                                sheet(
                                                        HEADER.replace(
                                                                        "</row>",
                                                                        text("B1", "Имя")
                                                                                + text(
                                                                                        "C1",
                                                                                        "Бонусы")
                                                                                + text("D1", "ID")
                                                                                + "</row>")
                                                                + "<row r=\"2\"><c r=\"A2\"><v>79161234567</v></c><c r=\"B2\" t=\"e\"><f>A0</f><v>#REF!</v></c><c r=\"C2\"><v>1E400</v></c><c r=\"D2\" t=\"str\"><f>X</f><v>#VALUE!</v></c></row>"
                                                                + "<row r=\"3\"><c r=\"A3\"><v>79161234568</v></c><c r=\"B3\" t=\"str\"><v></v></c><c r=\"C3\"><v></v></c><c r=\"D3\" t=\"e\"><v>#VALUE!</v></c></row>"
                                                                + "<row r=\"4\"><c r=\"A4\"><v>79161234569</v></c><c r=\"B4\" t=\"s\"><v/></c><c r=\"C4\"><v>1E99999999999</v></c></row>")))));
        assertThat(done.result().rejected()).isZero();
        assertThat(done.result().warningsKept())
                .extracting(one -> one.line() + " " + one.column() + " " + one.messageKey())
                .containsExactly(
                        "2 Имя import.cell.spreadsheet-error",
                        "2 Бонусы import.cell.not-a-number",
                        "2 ID import.cell.spreadsheet-error",
                        "3 ID import.cell.spreadsheet-error",
                        "4 Бонусы import.cell.not-a-number");
        assertThat(contacts.all())
                .extracting(one -> one.msisdn() + " " + one.externalId() + " " + one.values())
                .containsExactly(
                        "79161234567 null {}", "79161234568 null {}", "79161234569 null {}");
    }

    @Test
    void anEmptyWorkbookIsAnEmptyFile() {
        refused(workbook(sheet -> {}), "import.file-empty");
    }

    @Test
    void refusesADocumentTypeWithEntities() {
        String laughs =
                "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">"
                        + "<!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">]>"
                        + sheet(HEADER + "<row r=\"2\">" + text("A2", "&lol2;") + "</row>")
                                .substring("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".length());
        refused(zip(parts(laughs)), "import.workbook-hostile");
        String outside =
                laughs.replace(
                        "<!ENTITY lol \"lol\">", "<!ENTITY lol SYSTEM \"file:///etc/passwd\">");
        refused(zip(parts(outside)), "import.workbook-hostile");
        var utf16 = parts("");
        utf16.put("xl/worksheets/sheet1.xml", laughs.getBytes(StandardCharsets.UTF_16LE));
        refused(zip(utf16), "import.workbook-hostile");
    }

    /** 200 KB that unpack to 200 MB of shared texts, and a cell of a megabyte. */
    @Test
    void refusesWhatUnpacksWithoutEnd() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : parts(sheet(HEADER)).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            byte[] strings = "<si><t>x</t></si>".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1_200; i++) {
                zip.write(strings);
            }
        }
        assertThat(out.size()).isLessThan(2_000_000);
        refused(out.toByteArray(), "import.workbook-too-large");
        refused(
                zip(
                        parts(
                                sheet(
                                        HEADER
                                                + "<row r=\"2\">"
                                                + text("A2", "x".repeat(1_000_000))
                                                + "</row>"))),
                "import.workbook-hostile");
    }

    private static Map<String, byte[]> sharing(String part, String texts, String cell) {
        var parts = parts(sheet("<row r=\"1\">" + cell + "</row>"));
        parts.put(
                "[Content_Types].xml",
                CONTENT_TYPES
                        .replace(
                                "</Types>",
                                "<Override PartName=\"/"
                                        + part
                                        + "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>")
                        .getBytes(StandardCharsets.UTF_8));
        parts.put(part, texts.getBytes(StandardCharsets.UTF_8));
        return parts;
    }

    private static final String ONE_TEXT = "<sst><si><t>Телефон</t></si></sst>";

    @Test
    void readsSharedTextsWhateverTheirPartIsCalled() {
        Import one =
                contacts.upload(
                        "b.xlsx",
                        zip(sharing("xl/texts.bin", ONE_TEXT, "<c r=\"A1\" t=\"s\"><v>0</v></c>")));
        assertThat(one.columns().getFirst().field()).isEqualTo("phone");
    }

    /** The part with the texts may have any name, so that a name makes nothing harmless. */
    @Test
    void looksIntoPartsOfEveryName() {
        String cell = "<c r=\"A1\" t=\"s\"><v>0</v></c>";
        refused(
                zip(sharing("xl/texts.bin", "<si><t>x</t></si>".repeat(4_000_000), cell)),
                "import.workbook-too-large");
        refused(
                zip(
                        sharing(
                                "xl/worksheets/texts.xml",
                                "<sheetData/>" + "<si><t>x</t></si>".repeat(4_000_000),
                                cell)),
                "import.workbook-too-large");
        refused(
                zip(
                        sharing(
                                "xl/texts.png",
                                " <!DOCTYPE sst [<!ENTITY a \"b\">]>" + ONE_TEXT,
                                cell)),
                "import.workbook-hostile");
        refused(
                zip(
                        sharing(
                                "xl/texts.bin",
                                "<?xml version=\"1.0\" encoding=\"IBM500\"?>" + ONE_TEXT,
                                cell)),
                "import.workbook-hostile");
        refused(zip(sharing("XL/Workbook.xml", ONE_TEXT, cell)), "import.workbook-hostile");
    }

    /** A kilobyte that asks for two thousand million texts. */
    @Test
    void refusesSharedTextsThatAreNotThere() {
        for (String cell :
                new String[] {
                    "<c r=\"A1\" t=\"s\"><v>2147483647</v></c>",
                    "<c r=\"A1\" t = 's' ><v> 1 </v></c>",
                    "<x:c xmlns:x=\"y\" x:t=\"s\"><v>7</v></x:c>"
                }) {
            refused(zip(sharing("xl/t.xml", ONE_TEXT, cell)), "import.workbook-damaged");
        }
        for (String cell :
                new String[] {
                    "<c r=\"A1\" t=\"&#115;\"><v>2147483647</v></c>",
                    "<c r=\">\" t=\"s\"><v>2147483647</v></c>",
                    "<c r=\"A1\" t=\"s\"><v>&#50;147483647</v></c>",
                    "<c r=\"A1\" t=\"s\"><v><!-- -->2147483647</v></c>",
                    "<c r=\"A1\" t=\"s\"><c t=\"n\"><v>2147483647</v></c></c>"
                }) {
            refused(zip(sharing("xl/t.xml", ONE_TEXT, cell)), "import.workbook-hostile");
        }
    }

    @Test
    void refusesCellsAndRowsOutsideEverySheet() {
        refused(
                zip(parts(sheet(HEADER + "<row r=\"2\">" + text("ZZZZZZ2", "x") + "</row>"))),
                "import.workbook-hostile");
        refused(
                zip(parts(sheet(HEADER + "<row r=\"2000000000\">" + text("A2", "x") + "</row>"))),
                "import.workbook-damaged");
        refused(
                zip(
                        parts(
                                sheet(
                                        "<row r=\"5\">"
                                                + text("A5", "Телефон")
                                                + "</row><row r=\"2\">"
                                                + text("A2", "x")
                                                + "</row>"))),
                "import.workbook-damaged");
    }

    @Test
    void refusesDamagedAndOtherFiles() {
        byte[] good = workbook(sheet -> sheet.value(0, 0, "Телефон"));
        refused(Arrays.copyOf(good, good.length / 2), "import.workbook-damaged");
        refused(
                zip(parts("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"")),
                "import.workbook-damaged");
        refused(
                zip(parts(sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>"))),
                "import.workbook-damaged");
        refused(
                zip(parts(sheet("<row r=\"1\"><c r=\"A1\" t=\"zz\"><v>7</v></c></row>"))),
                "import.workbook-damaged");
        // The standard knows such days; the library, and Excel when it writes, do not.
        refused(
                zip(parts(sheet("<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2026-12-01</v></c></row>"))),
                "import.workbook-damaged");
        refused(zip(Map.of("a.txt", new byte[] {1})), "import.file-zip");
        var other = parts("x");
        other.remove("xl/workbook.xml");
        refused(zip(other), "import.workbook-damaged");
    }

    @Test
    void tellsOldAndProtectedWorkbooksApart() {
        byte[] old = new byte[4_096];
        byte[] start = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1};
        System.arraycopy(start, 0, old, 0, start.length);
        refused(old, "import.workbook-old");
        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, old, 1_024, name.length);
        refused(old, "import.workbook-protected");
    }

    @Test
    void aLargeWorkbookIsReadInPassing() {
        var settings = new ImportSettings(20, 30, 100_000, Duration.ofDays(1), Duration.ofDays(1));
        try (ImportsFixture large = new ImportsFixture(settings)) {
            Import one =
                    large.upload(
                            "b.xlsx",
                            workbook(sheet -> {
                                sheet.value(0, 0, "Телефон");
                                sheet.value(0, 1, "Имя");
                                for (int i = 1; i <= 60_000; i++) {
                                    sheet.value(i, 0, 79160000000L + i);
                                    sheet.value(i, 1, "Имя " + i);
                                }
                            }));
            assertThat(large.run(one).result().created()).isEqualTo(60_000);
        }
    }
}
