package io.soroka.practice;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A file of clients that do not exist, with the dirt that real files have: numbers in many habits,
 * repeated clients, numbers that nobody can call. The same seed gives the same file.
 */
public final class SampleCompany {
    private static final String HEADER =
            "Код клиента;Фамилия;Имя;Отчество;Телефон;Дата рождения;Пол;Эл. почта;Город;Регион;Индекс;Язык;Продукт;Статус;"
                    + "Баланс;Долг;Срок оплаты;Дата последнего платежа;Сумма последнего платежа;Тариф;Филиал;Менеджер;"
                    + "Группа ценности;Дата регистрации;Последний визит;Канал;Бонусы;Число заказов;Номер договора;"
                    + "Пользуется приложением;Согласие на рекламу";

    private record Place(String city, String region, String index, String zone) {}

    private static final List<Place> PLACES =
            List.of(
                    new Place("Казань", "Татарстан", "4200", "Казань-Центр"),
                    new Place("Пермь", "Пермский край", "6140", "Пермь-Кама"),
                    new Place("Новосибирск", "Новосибирская область", "6300", "Новосибирск-Обь"),
                    new Place("Владивосток", "Приморский край", "6900", "Владивосток-Порт"),
                    new Place("Самара", "Самарская область", "4430", "Самара-Волга"),
                    new Place("Екатеринбург", "Свердловская область", "6200", "Екатеринбург-Исеть"),
                    new Place(
                            "Калининград", "Калининградская область", "2360", "Калининград-Запад"),
                    new Place("Орёл", "Орловская область", "3020", "Орёл-Ока"));
    private static final List<String> SURNAMES =
            List.of(
                    "Соловьёв",
                    "Воробьёв",
                    "Сорокин",
                    "Лебедев",
                    "Орлов",
                    "Голубев",
                    "Журавлёв",
                    "Снегирёв",
                    "Гусев",
                    "Дроздов");
    private static final List<String> MEN =
            List.of(
                    "Иван", "Пётр", "Денис", "Артём", "Кирилл", "Олег", "Тимур", "Лев", "Глеб",
                    "Юрий");
    private static final List<String> WOMEN =
            List.of(
                    "Анна", "Мария", "Ольга", "Алсу", "Вера", "Дарья", "Елена", "Нина", "Софья",
                    "Юлия");
    private static final List<String> FATHERS =
            List.of("Петров", "Иванов", "Олегов", "Львов", "Денисов", "Кириллов");
    private static final List<String> PRODUCTS =
            List.of("Интернет", "Телевидение", "Связь для дачи", "Умный дом");
    private static final List<String> STATUSES = List.of("активен", "новый", "уходит", "вернулся");
    private static final List<String> TARIFFS = List.of("Простой", "Удобный", "Семейный", "Полный");
    private static final List<String> GROUPS = List.of("A", "B", "C");
    private static final List<String> CHANNELS = List.of("сайт", "офис", "звонок", "друг");
    private static final List<String> PREFIXES =
            List.of("910", "915", "919", "922", "925", "929", "960", "963", "967", "999");
    private static final DateTimeFormatter RUSSIAN =
            DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

    /**
     * Beginnings that no operator was ever given: who practises beside real clients must not meet
     * their numbers, for an opt-out counts for a number, whoever's it is.
     */
    static final List<String> UNUSED_PREFIXES = List.of("945", "946", "947");

    private final Random random;
    private final LocalDate today;
    private final List<String> prefixes;

    private SampleCompany(long seed, LocalDate today, List<String> prefixes) {
        this.random = new Random(seed);
        this.today = today;
        this.prefixes = prefixes;
    }

    /**
     * Writes a file.
     *
     * @param clients how many distinct clients, at most 5,000,000; the file has about 2 % more rows
     * @param today the day that due dates and visits lie around
     */
    public static void write(Path file, int clients, long seed, LocalDate today)
            throws IOException {
        write(file, clients, new SampleCompany(seed, today, PREFIXES));
    }

    /** The same with numbers that begin so, three digits each. */
    static void write(Path file, int clients, long seed, LocalDate today, List<String> prefixes)
            throws IOException {
        write(file, clients, new SampleCompany(seed, today, prefixes));
    }

    private static void write(Path file, int clients, SampleCompany company) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write('\ufeff');
            line(out, HEADER);
            for (int n = 1; n <= clients; n++) {
                String row = company.client(n);
                line(out, row);
                if (n % 100 == 0) {
                    // Exported twice, as overlapping extracts do.
                    line(out, row);
                }
                if (n % 200 == 0) {
                    line(out, company.hopeless(n));
                }
            }
        }
    }

    private static void line(BufferedWriter out, String text) throws IOException {
        out.write(text);
        out.write("\r\n");
    }

    private String client(int n) {
        boolean woman = random.nextBoolean();
        Place place = any(PLACES);
        boolean debtor = random.nextInt(3) == 0;
        // About one in a hundred shares a number with an earlier client, as families do.
        int number = n % 97 == 0 ? Math.max(1, n - 50) : n;
        return String.join(
                ";",
                "K-" + n,
                any(SURNAMES) + (woman ? "а" : ""),
                random.nextInt(40) == 0 ? "" : any(woman ? WOMEN : MEN),
                any(FATHERS) + (woman ? "на" : "ич"),
                habit(number),
                day(today.minusDays(7_000 + random.nextInt(18_000))),
                woman ? "ж" : "м",
                "client" + n + "@sample.invalid",
                place.city(),
                place.region(),
                place.index() + (10 + random.nextInt(90)),
                random.nextInt(30) == 0 ? "en" : "ru",
                any(PRODUCTS),
                any(STATUSES),
                money(random.nextInt(500_000)),
                debtor ? money(10_000 + random.nextInt(2_000_000)) : "0,00",
                debtor ? day(today.plusDays(random.nextInt(30) - 5L)) : "",
                day(today.minusDays(random.nextInt(90))),
                money(20_000 + random.nextInt(300_000)),
                any(TARIFFS),
                place.zone(),
                any(SURNAMES) + " " + any(MEN).charAt(0) + ".",
                any(GROUPS),
                day(today.minusDays(30 + random.nextInt(3_000))),
                day(today.minusDays(random.nextInt(200))),
                any(CHANNELS),
                Integer.toString(random.nextInt(5_000)),
                Integer.toString(random.nextInt(60)),
                "Д-" + (100_000 + n),
                random.nextBoolean() ? "да" : "нет",
                random.nextInt(4) == 0 ? "нет" : "да");
    }

    /** A row whose number cannot be used, in the ways that happen most. */
    private String hopeless(int n) {
        String number =
                switch (n / 200 % 4) {
                    case 0 -> "";
                    case 1 -> "7,9161E+10";
                    case 2 -> "12345";
                    default -> "нет телефона";
                };
        return "X-" + n + ";" + any(SURNAMES) + ";" + any(MEN) + ";;" + number + ";".repeat(26);
    }

    /** A made-up mobile number of client n: these numbers are never dialled. */
    private String digits(int n) {
        // A prime step: different numbers, and different ends of them, by which people are told
        // apart.
        return prefixes.get(n % prefixes.size())
                + "%07d".formatted(n / prefixes.size() * 104_729L % 10_000_000);
    }

    private String habit(int n) {
        String d = digits(n);
        return switch (random.nextInt(8)) {
            case 0 ->
                    "8 (%s) %s-%s-%s"
                            .formatted(
                                    d.substring(0, 3),
                                    d.substring(3, 6),
                                    d.substring(6, 8),
                                    d.substring(8));
            case 1 -> "+7" + d;
            case 2 -> d;
            case 3 -> "7" + d + ".0";
            case 4 -> "'+7 " + d.substring(0, 3) + "\u00a0" + d.substring(3);
            default -> "7" + d;
        };
    }

    private String day(LocalDate day) {
        return random.nextInt(10) == 0 ? day.toString() : day.format(RUSSIAN);
    }

    private String money(int kopecks) {
        int roubles = kopecks / 100;
        String whole =
                roubles >= 1000 && random.nextInt(3) == 0
                        ? roubles / 1000 + " " + "%03d".formatted(roubles % 1000)
                        : Integer.toString(roubles);
        return whole + (random.nextInt(5) == 0 ? "." : ",") + "%02d".formatted(kopecks % 100);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
