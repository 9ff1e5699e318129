package io.soroka.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A file of made-up clients with 25 fields, in the encoding that Russian spreadsheets write. */
final class CrowdFile {
    private static final String HEADER =
            "Код клиента;Телефон;Фамилия;Имя;Отчество;Дата рождения;Пол;Эл. почта;Город;Регион;Индекс;Продукт;Статус;Баланс;Долг;Срок оплаты;Тариф;Филиал;Группа ценности;Дата регистрации;Канал;Бонусы;Число заказов;Номер договора;Согласие на рекламу";

    /** Roots, middles and endings make about 48,000 family names. */
    private static final String[] ROOTS = {
        "Соло", "Воро", "Сёмк", "Лебе", "Орло", "Голу", "Жура", "Снег", "Гусе", "Дроз", "Миха",
        "Куде", "Тимо", "Забе", "Крас", "Белы", "Стар", "Меле", "Пере", "Хари"
    };

    private static final String[] MIDDLES = {
        "ваш", "биль", "дри", "лен", "мот", "нич", "пар", "реш", "сан", "тул", "фед", "хар", "цел",
        "чер", "шам", "щуп", "юш", "яг", "бор", "вет", "гор", "дуб", "жел", "зим", "кор", "луг",
        "мед", "ног", "оз", "пет"
    };
    private static final String[] MORE = {"", "ни", "ен", "ко", "ли", "ба", "до", "ру", "ми", "та"};
    private static final String[] ENDINGS = {"ов", "ев", "ин", "ский", "енко", "юк", "ых", "ец"};
    private static final String[] MEN = {
        "Иван", "Пётр", "Денис", "Артём", "Кирилл", "Олег", "Тимур", "Лев", "Глеб", "Юрий"
    };
    private static final String[] WOMEN = {
        "Анна", "Мария", "Ольга", "Алсу", "Вера", "Дарья", "Елена", "Нина", "Софья", "Юлия"
    };
    private static final String[] FATHERS = {
        "Петров", "Иванов", "Олегов", "Львов", "Денисов", "Кириллов"
    };
    private static final String[] CITIES = {
        "Казань", "Пермь", "Новосибирск", "Владивосток", "Самара", "Екатеринбург", "Орёл"
    };
    private static final String[] REGIONS = {
        "Татарстан",
        "Пермский край",
        "Новосибирская область",
        "Приморский край",
        "Самарская область",
        "Свердловская область",
        "Орловская область"
    };
    private static final String[] PRODUCTS = {"Интернет", "Телевидение", "Связь для дачи"};
    private static final String[] STATUSES = {"активен", "новый", "уходит", "вернулся"};
    private static final String[] TARIFFS = {"Простой", "Удобный", "Семейный", "Полный"};
    private static final String[] CHANNELS = {"сайт", "офис", "звонок", "друг"};

    private final Random random = new Random(20_261_125);

    private CrowdFile() {}

    /** Writes so many rows, each another client with another number. */
    static void write(Path file, int rows) throws IOException {
        var crowd = new CrowdFile();
        try (BufferedWriter out = Files.newBufferedWriter(file, Charset.forName("windows-1251"))) {
            out.write(HEADER);
            out.write("\r\n");
            for (int n = 1; n <= rows; n++) {
                out.write(crowd.row(n));
                out.write("\r\n");
            }
        }
    }

    /** A family name, such as the search is tried with. */
    static String surname(Random random) {
        return any(random, ROOTS) + any(random, MIDDLES) + any(random, MORE) + any(random, ENDINGS);
    }

    private String row(int n) {
        boolean woman = random.nextBoolean();
        int place = random.nextInt(CITIES.length);
        // A prime step takes the numbers out of the order of the ids, as in life.
        long number = 9_000_000_000L + n * 104_729L % 999_999_937L;
        return String.join(
                ";",
                "K-" + n,
                n % 4 == 0 ? "8" + number : n % 4 == 1 ? "+7" + number : "7" + number,
                surname(random),
                any(random, woman ? WOMEN : MEN),
                any(random, FATHERS) + (woman ? "на" : "ич"),
                day(1950, 55),
                woman ? "ж" : "м",
                "c" + n + "@sample.invalid",
                CITIES[place],
                REGIONS[place],
                Integer.toString(400_000 + random.nextInt(200_000)),
                any(random, PRODUCTS),
                any(random, STATUSES),
                money(5_000),
                random.nextInt(3) == 0 ? money(20_000) : "0",
                day(2026, 1),
                any(random, TARIFFS),
                "Филиал " + random.nextInt(100),
                "ABC".substring(place % 3, place % 3 + 1),
                day(2015, 11),
                any(random, CHANNELS),
                Integer.toString(random.nextInt(5_000)),
                Integer.toString(random.nextInt(60)),
                "Д-" + (100_000 + n),
                random.nextInt(4) == 0 ? "нет" : "да");
    }

    private String day(int firstYear, int years) {
        return "%02d.%02d.%d"
                .formatted(
                        1 + random.nextInt(28),
                        1 + random.nextInt(12),
                        firstYear + random.nextInt(years));
    }

    private String money(int most) {
        return random.nextInt(most) + "," + (10 + random.nextInt(90));
    }

    private static String any(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
