package io.soroka.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.contacts.Client;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientImportTest {

    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");

    private static ContactsFixture contacts;

    @BeforeAll
    static void start() {
        contacts = new ContactsFixture();
    }

    @AfterAll
    static void stop() {
        contacts.close();
    }

    @BeforeEach
    void empty() {
        contacts.sql.sql("truncate client, opt_out").update();
    }

    private static void refused(byte[] file, String messageKey, String... arguments) {
        assertThatThrownBy(() -> contacts.run(file))
                .isInstanceOfSatisfying(
                        ImportRefused.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo(messageKey);
                            assertThat(refused.arguments()).containsExactly(arguments);
                        });
        assertThat(contacts.clients.count(ContactsFixture.DEPARTMENT)).isZero();
    }

    private static void refused(String file, String messageKey, String... arguments) {
        refused(file.getBytes(StandardCharsets.UTF_8), messageKey, arguments);
    }

    private static byte[] bytes(int... start) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int b : start) {
            out.write(b);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    @Test
    void importsEveryTypeOfField() {
        ImportResult result =
                contacts.run(
                        """
                        ID;Телефон;Фамилия;Имя;Пол;Дата рождения;Долг;Последний визит;Бонусы;Согласие;Email;Часовой пояс
                        C-1;8 (916) 123-45-67;Иванов;Пётр;м;05.03.1985;1 234,56;24.11.2026 10:00;1250;да;p@example.com;МСК+2
                        """);
        assertThat(result).isEqualTo(new ImportResult(1, 1, 0, 0, 1, 0, List.of(), List.of()));
        Client client = contacts.only();
        assertThat(client.externalId()).isEqualTo("C-1");
        assertThat(client.msisdn()).isEqualTo(79161234567L);
        assertThat(client.departmentId()).isEqualTo(ContactsFixture.DEPARTMENT);
        assertThat(client.values())
                .containsOnly(
                        java.util.Map.entry("last_name", "Иванов"),
                        java.util.Map.entry("first_name", "Пётр"),
                        java.util.Map.entry("sex", "male"),
                        java.util.Map.entry("birth_date", LocalDate.of(1985, 3, 5)),
                        java.util.Map.entry("debt", new BigDecimal("1234.56")),
                        java.util.Map.entry("last_visit", Instant.parse("2026-11-24T07:00:00Z")),
                        java.util.Map.entry("bonus_points", new BigDecimal("1250")),
                        java.util.Map.entry("consent_advertising", true),
                        java.util.Map.entry("email", "p@example.com"),
                        java.util.Map.entry("time_zone", "+05:00"));
    }

    // Written out byte by byte: "Имя" in Windows-1251 is C8 EC FF, "Ёж" is A8 E6.
    @Test
    void readsWindows1251() {
        byte[] head = "phone;".getBytes(StandardCharsets.US_ASCII);
        byte[] row = "\r\n9161234567;".getBytes(StandardCharsets.US_ASCII);
        contacts.run(join(join(head, bytes(0xc8, 0xec, 0xff)), join(row, bytes(0xa8, 0xe6))));
        assertThat(contacts.only().values()).containsEntry("first_name", "Ёж");
    }

    @Test
    void readsWindows1251WhoseFirstRussianLetterComesLate() {
        StringBuilder text = new StringBuilder("phone,city\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("79450000000,X\n");
        }
        contacts.run(text.append("79450000000,Тверь\n").toString(), WINDOWS_1251);
        assertThat(contacts.only().values()).containsEntry("city", "Тверь");
    }

    @Test
    void readsUtf8WithItsMark() {
        // The mark, then "Имя" as D0 98 D0 BC D1 8F.
        byte[] mark = bytes(0xef, 0xbb, 0xbf, 0xd0, 0x98, 0xd0, 0xbc, 0xd1, 0x8f);
        contacts.run(join(mark, ";phone\nОля;9161234567".getBytes(StandardCharsets.UTF_8)));
        assertThat(contacts.only().values()).containsEntry("first_name", "Оля");
    }

    @Test
    void readsUtf16WithItsMark() {
        String text = "Телефон\tИмя\r\n9161234567\tОля\r\n";
        contacts.run(join(bytes(0xff, 0xfe), text.getBytes(StandardCharsets.UTF_16LE)));
        assertThat(contacts.only().values()).containsEntry("first_name", "Оля");
        contacts.run(
                join(
                        bytes(0xfe, 0xff),
                        text.replace("Оля", "Яна").getBytes(StandardCharsets.UTF_16BE)));
        assertThat(contacts.only().values()).containsEntry("first_name", "Яна");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t", "|"})
    void detectsTheSeparator(String separator) {
        ImportResult result =
                contacts.run(
                        """
                        Телефон;Имя;Город;Долг
                        9161234567;Оля;"Орёл, Тверь; Псков | Омск";"1 234,5"
                        9161234568;Яна;Тверь;3.5
                        """
                                .replaceAll("(?<=[а-я\"0-9]);(?! П)", separator));
        assertThat(result.rows()).isEqualTo(2);
        assertThat(contacts.all().getFirst().values())
                .containsEntry("city", "Орёл, Тверь; Псков | Омск")
                .containsEntry("debt", new BigDecimal("1234.50"));
    }

    @Test
    void believesALineThatNamesTheSeparator() {
        contacts.run("sep=#\r\nТелефон#Имя\r\n9161234567#Оля\r\n");
        assertThat(contacts.only().values()).containsEntry("first_name", "Оля");
    }

    @Test
    void readsASingleColumn() {
        ImportResult result =
                contacts.run("Телефон\n9161234567\n8 916 123-45-68, 8 916 123-45-69\n");
        assertThat(result.imported()).isEqualTo(2);
        assertThat(result.warningsKept())
                .containsExactly(
                        new ImportProblem(
                                3,
                                "Телефон",
                                "import.cell.several-numbers",
                                List.of(),
                                "8 ••• •••-••…"));
    }

    @Test
    void readsQuotesLineBreaksAndSkipsBlankLines() {
        ImportResult result =
                contacts.run(
                        "\n\"Телефон\",\"Город\"\r\n\r\n\"9161234567\",\"ООО \"\"Ёж\"\"\r\nи Ко\"\r\n   \r\n9161234568,5\" труба\n\n");
        assertThat(result.rows()).isEqualTo(2);
        assertThat(contacts.all())
                .extracting(client -> client.values().get("city"))
                .containsExactly("ООО \"Ёж\" и Ко", "5\" труба");
    }

    @Test
    void countsARowOfEmptyCellsAsRejected() {
        ImportResult result = contacts.run("Телефон;Имя\n9161234567;Оля\n;\n");
        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.rejections())
                .containsExactly(new ImportProblem(3, "Телефон", "number.empty", List.of(), ""));
    }

    @Test
    void rejectsARowOnlyForItsNumber() {
        ImportResult result =
                contacts.run(
                        """
                        Телефон;Долг;Дата рождения;Пол;Согласие
                        9161234567;много;31.02.1990;?;иногда
                        7,9161E+10;1;;;
                        нет;1;;;
                        """);
        assertThat(result.rows()).isEqualTo(3);
        assertThat(result.imported()).isEqualTo(1);
        assertThat(result.rejected()).isEqualTo(2);
        assertThat(result.warnings()).isEqualTo(4);
        assertThat(contacts.only().values()).isEmpty();
        assertThat(result.rejections())
                .containsExactly(
                        new ImportProblem(
                                3, "Телефон", "number.scientific", List.of(), "7,•••••+••"),
                        new ImportProblem(4, "Телефон", "number.letters", List.of(), "не•"));
        assertThat(result.warningsKept())
                .containsExactly(
                        new ImportProblem(
                                2, "Долг", "import.cell.not-a-number", List.of(), "мн•••"),
                        new ImportProblem(
                                2,
                                "Дата рождения",
                                "import.cell.not-a-date",
                                List.of(),
                                "31.••.••••"),
                        new ImportProblem(2, "Пол", "import.cell.not-a-sex", List.of(), "?"),
                        new ImportProblem(
                                2, "Согласие", "import.cell.not-yes-or-no", List.of(), "иногда"));
    }

    @Test
    void doesNotOverwriteWithEmptyOrBadValues() {
        contacts.run("ID;Телефон;Город;Долг\n1;9161234567;Тверь;100\n");
        ImportResult result = contacts.run("ID;Телефон;Город;Долг\n1;9161234568;;сто\n");
        assertThat(result.imported()).isEqualTo(1);
        assertThat(result.created()).isZero();
        assertThat(contacts.only().msisdn()).isEqualTo(79161234568L);
        assertThat(contacts.only().values())
                .containsEntry("city", "Тверь")
                .containsEntry("debt", new BigDecimal("100.00"));
    }

    @Test
    void foldsByExternalIdAndByNumberOnlyWithoutOne() {
        ImportResult result =
                contacts.run(
                        """
                        ID;Телефон;Имя;Город
                        1;9161234567;Оля;Тверь
                        2;9161234567;Яна;
                        1;9161234567;;Псков
                        ;9161234568;Ира;
                        ;8 916 123-45-68;;Омск
                        ;9161234567;;Орёл
                        """);
        assertThat(result).isEqualTo(new ImportResult(6, 3, 3, 0, 3, 0, List.of(), List.of()));
        assertThat(contacts.all())
                .extracting(c -> c.externalId() + " " + c.msisdn() + " " + c.values())
                .containsExactly(
                        "1 79161234567 {first_name=Оля, city=Орёл}",
                        "2 79161234567 {first_name=Яна}",
                        "null 79161234568 {first_name=Ира, city=Омск}");
    }

    @Test
    void prefersTheClientWithoutAnIdThenTheOldest() {
        contacts.run("ID;Телефон;Имя\nB;9161234567;Б\nA;9161234567;А\n");
        contacts.run("Телефон;Город\n9161234567;Тверь\n");
        assertThat(contacts.all())
                .extracting(c -> c.externalId() + " " + c.values().get("city"))
                .as("ids are given in order of external id, so A is the oldest")
                .containsExactly("A Тверь", "B null");
        contacts.sql
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at)
                        values (7, 79161234567, now(), now())
                        """)
                .update();
        contacts.run("Телефон;Город\n9161234567;Псков\n");
        assertThat(contacts.all())
                .extracting(c -> c.externalId() + " " + c.values().get("city"))
                .containsExactly("A Тверь", "B null", "null Псков");
    }

    @Test
    void keepsDepartmentsApart() {
        contacts.run("ID;Телефон\n1;9161234567\n");
        contacts.files.run(
                contacts.file(
                        "ID;Телефон\n1;9161234568\n;9161234567\n".getBytes(StandardCharsets.UTF_8)),
                8,
                "file");
        assertThat(contacts.only().msisdn()).isEqualTo(79161234567L);
        assertThat(contacts.clients.count(8)).isEqualTo(2);
    }

    @Test
    void leavesAClientAloneWhomTheFileTellsNothingNew() {
        contacts.run("ID;Телефон;Город;Долг\n1;9161234567;Тверь;5,5\n");
        contacts.sql.sql("update client set updated_at = '2000-01-01'").update();
        contacts.run("ID;Телефон;Город;Долг\n1;9161234567;;5.50\n");
        assertThat(updatedYear()).isEqualTo(2000);
        contacts.run("ID;Телефон;Город;Долг\n1;9161234567;;5.51\n");
        assertThat(updatedYear()).isEqualTo(2026);
    }

    private static int updatedYear() {
        return contacts.sql
                .sql("select extract(year from updated_at)::int from client")
                .query(Integer.class)
                .single();
    }

    @Test
    void writesAConsentOnlyWhenTheAnswerIsAnother() {
        String file = "ID;Телефон;Согласие\n1;9161234567;да\n2;9161234568;нет\n3;9161234569;\n";
        contacts.run(file);
        contacts.run(file);
        contacts.run("ID;Телефон;Согласие\n1;9161234567;нет\n1;9161234567;\n2;9161234568;\n");
        assertThat(
                        contacts.sql
                                .sql(
                                        """
                                        select c.external_id || ' ' || k.given || ' ' || k.purpose
                                            || ' ' || k.channel || ' ' || k.source
                                        from consent k join client c on c.id = k.client_id
                                        order by k.id
                                        """)
                                .query(String.class)
                                .list())
                .containsExactly(
                        "1 true advertising sms file",
                        "2 false advertising sms file",
                        "1 false advertising sms file");
    }

    @Test
    void namesUnknownAndRepeatedColumns() {
        ImportResult result =
                contacts.run("Телефон;Любимый цвет;Имя;имя;;\n9161234567;синий;Оля;Яна;;\n");
        assertThat(result.warningsKept())
                .containsExactlyInAnyOrder(
                        new ImportProblem(
                                1, "Любимый цвет", "import.column-unknown", List.of(), ""),
                        new ImportProblem(1, "имя", "import.column-repeated", List.of(), ""));
        assertThat(contacts.only().values()).containsEntry("first_name", "Оля");
    }

    @Test
    void takesTheFirstUsableOfSeveralPhoneColumns() {
        ImportResult result =
                contacts.run(
                        """
                        Телефон;Мобильный;Имя
                        8 495 123-45-67;9161234567;Оля
                        ;9161234568;Яна
                        9161234569;;Ира
                        ;12;Зоя
                        """);
        assertThat(contacts.all())
                .extracting(Client::msisdn)
                .containsExactly(79161234567L, 79161234568L, 79161234569L);
        assertThat(result.rejections())
                .containsExactly(
                        new ImportProblem(5, "Мобильный", "number.too-short", List.of("2"), "12"));
    }

    @Test
    void takesAColumnThatSoundsLikeAPhoneIfThereIsNoBetter() {
        contacts.run("Имя,Доп. телефон (моб.)\nОля,9161234567\n");
        assertThat(contacts.only().msisdn()).isEqualTo(79161234567L);
    }

    @Test
    void warnsOfRowsWiderThanTheHeader() {
        ImportResult result =
                contacts.run("Телефон,Город,Имя\n9161234567,Орёл, Тверь,Оля\n9161234568,Омск\n");
        assertThat(result.imported()).isEqualTo(2);
        assertThat(result.warningsKept())
                .containsExactly(
                        new ImportProblem(2, "", "import.row-too-wide", List.of("4", "3"), "Ол•"));
    }

    @Test
    void keepsTheFirstThousandProblemsAndCountsAll() {
        StringBuilder text = new StringBuilder("Телефон;Долг\n");
        for (int i = 0; i < 1_500; i++) {
            text.append("нет;1\n9161234567;много\n");
        }
        ImportResult result = contacts.run(text.toString());
        assertThat(result.rejected()).isEqualTo(1_500);
        assertThat(result.warnings()).isEqualTo(1_500);
        assertThat(result.rejections()).hasSize(1_000);
        assertThat(result.warningsKept()).hasSize(1_000);
        assertThat(result.merged()).isEqualTo(1_499);
    }

    @Test
    void importsAFileWithAHeaderOnly() {
        assertThat(contacts.run("Телефон;Имя\n"))
                .isEqualTo(new ImportResult(0, 0, 0, 0, 0, 0, List.of(), List.of()));
    }

    @Test
    void refusesFilesThatAreNoCsv() {
        refused("", "import.file-empty");
        refused(" \r\n\n", "import.file-empty");
        refused(bytes(0xef, 0xbb, 0xbf), "import.file-empty");
        refused(bytes('P', 'K', 3, 4, 20, 0, 6), "import.file-workbook");
        refused(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1), "import.file-workbook");
        refused(bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 3), "import.file-not-text");
        refused(
                "Телефон\n9161234567\n".getBytes(StandardCharsets.UTF_16LE),
                "import.file-not-text");
    }

    @Test
    void refusesDamagedText() {
        refused(
                "Телефон;Имя\n9161234567;Оля\n9161234568;Я" + "x".repeat(5000) + "\n\u0000",
                "import.file-nul",
                "4");
        // UTF-8 cut off within its last letter.
        byte[] whole = "Телефон;Имя\n9161234567;Оля".getBytes(StandardCharsets.UTF_8);
        refused(java.util.Arrays.copyOf(whole, whole.length - 1), "import.file-damaged", "2");
        refused(
                join(
                        bytes(0xef, 0xbb, 0xbf),
                        "phone\n\u00e9".getBytes(StandardCharsets.ISO_8859_1)),
                "import.file-damaged",
                "2");
        byte[] half =
                join(bytes(0xff, 0xfe), "Телефон\n9161234567".getBytes(StandardCharsets.UTF_16LE));
        refused(java.util.Arrays.copyOf(half, half.length - 1), "import.file-damaged-somewhere");
    }

    @Test
    void refusesBrokenQuotesAndOverlongRows() {
        String head = "Телефон;Имя\n9161234567;Оля\n";
        refused(head + "9161234568;\"Яна\n9161234569;Ира\n", "import.quote-unclosed", "3");
        refused(head + "9161234568;\"ООО \"Ёж\"\"\n", "import.quote-inside", "3");
        refused(head + "9161234568;" + "я".repeat(40_000) + "\n", "import.row-too-long", "3");
        refused(head + "1" + ";2".repeat(600) + "\n", "import.row-too-long", "3");
        refused(
                head + ";" + ("я".repeat(30_000) + ";").repeat(9) + "\n",
                "import.row-too-long",
                "3");
    }

    @Test
    void refusesAFileWithoutTitlesOrPhones() {
        refused("9161234567;Оля\n9161234568;Яна\n", "import.no-header");
        refused("Имя;Город\nОля;Тверь\n", "import.no-phone-column", "«Имя», «Город»");
        refused("x;".repeat(40) + "\n1\n", "import.no-phone-column", "«x», ".repeat(30) + "…");
    }

    @Test
    void letsOneImportAtATimeIntoADepartment() throws Exception {
        try (var other = contacts.database.source().getConnection();
                var lock = other.prepareStatement("select pg_advisory_xact_lock(?, hashint8(?))")) {
            other.setAutoCommit(false);
            lock.setInt(1, 0x494d50);
            lock.setLong(2, ContactsFixture.DEPARTMENT);
            lock.execute();
            refused("Телефон\n9161234567\n", "import.busy");
            other.rollback();
        }
        assertThat(contacts.run("Телефон\n9161234567\n").imported()).isEqualTo(1);
    }

    @Test
    void saysSoWhenTheFileIsGone() {
        assertThatThrownBy(() -> contacts.files.run(Path.of("/nonexistent/a.csv"), 7, "file"))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }

    private static Set<String> met(String room, String pattern) throws Exception {
        String sources = "";
        try (var files = Files.list(Path.of("src/main/java/io/soroka/" + room))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources += Files.readString(file);
            }
        }
        return java.util.regex.Pattern.compile(pattern)
                .matcher(sources)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void hasItsMessagesInBothLanguages() throws Exception {
        List<String> keys = new ArrayList<>(met("imports", "\"(import\\.[a-z.-]+)\""));
        for (String reason : met("tables", "TableRefused\\(\"([a-z-]+)\"")) {
            // Both who read tables have their words for each.
            keys.add("import." + reason);
            keys.add("source.table." + reason);
        }
        assertThat(keys).hasSizeGreaterThan(38);
        var exactly =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        for (String key : keys) {
            String russian =
                    ResourceBundle.getBundle("messages", Locale.ROOT, exactly).getString(key);
            String english =
                    ResourceBundle.getBundle("messages", Locale.ENGLISH, exactly).getString(key);
            assertThat(russian).matches("(?s).*[а-я].*");
            assertThat(english).doesNotMatch("(?s).*[а-я].*");
            assertThat(MessageFormat.format(english, "1", "2")).doesNotContain("{");
        }
    }
}
