package io.soroka.contacts;

import static io.soroka.contacts.FieldType.DATE;
import static io.soroka.contacts.FieldType.MOMENT;
import static io.soroka.contacts.FieldType.MONEY;
import static io.soroka.contacts.FieldType.NUMBER;
import static io.soroka.contacts.FieldType.ONE_OF;
import static io.soroka.contacts.FieldType.PHONE;
import static io.soroka.contacts.FieldType.TEXT;
import static io.soroka.contacts.FieldType.YES_NO;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The catalogue of a client's fields. */
public final class Fields {

    private static final boolean PERSONAL = true;
    private static final boolean GENERAL = false;

    private static final List<Field> ALL =
            List.of(
                    field(
                            "external_id",
                            TEXT,
                            "Внешний код",
                            "External id",
                            GENERAL,
                            "id, ид, код, код клиента, номер клиента, id клиента, client id, customer id, клиент id, crm id, guid, uuid, внешний id, ext id"),
                    phone(),
                    field(
                            "last_name",
                            TEXT,
                            "Фамилия",
                            "Last name",
                            PERSONAL,
                            "surname, family name, фамилия клиента, lastname"),
                    field(
                            "first_name",
                            TEXT,
                            "Имя",
                            "First name",
                            PERSONAL,
                            "name, given name, имя клиента, firstname"),
                    field(
                            "middle_name",
                            TEXT,
                            "Отчество",
                            "Middle name",
                            PERSONAL,
                            "patronymic, second name, отчество клиента, middlename"),
                    field(
                            "full_name",
                            TEXT,
                            "ФИО",
                            "Full name",
                            PERSONAL,
                            "фио клиента, полное имя, фамилия имя отчество, клиент, fullname, client name, customer name, client, customer"),
                    field(
                            "birth_date",
                            DATE,
                            "Дата рождения",
                            "Birth date",
                            PERSONAL,
                            "др, д р, день рождения, родился, birthday, birthdate, date of birth, dob"),
                    sex(),
                    field(
                            "email",
                            TEXT,
                            "Эл. почта",
                            "Email",
                            PERSONAL,
                            "электронная почта, почта, e mail, mail, имейл, email address"),
                    field(
                            "city",
                            TEXT,
                            "Город",
                            "City",
                            GENERAL,
                            "населенный пункт, город проживания, town"),
                    field(
                            "region",
                            TEXT,
                            "Регион",
                            "Region",
                            GENERAL,
                            "область, край, субъект, регион проживания, state, province"),
                    field(
                            "postal_code",
                            TEXT,
                            "Индекс",
                            "Postal code",
                            PERSONAL,
                            "почтовый индекс, zip, zip code, postcode, postal"),
                    field(
                            "language",
                            TEXT,
                            "Язык",
                            "Language",
                            GENERAL,
                            "язык общения, lang, locale"),
                    field(
                            "product",
                            TEXT,
                            "Продукт",
                            "Product",
                            GENERAL,
                            "товар, услуга, название продукта, product name, service"),
                    field(
                            "status",
                            TEXT,
                            "Статус",
                            "Status",
                            GENERAL,
                            "состояние, статус клиента, client status, state of client"),
                    field(
                            "balance",
                            MONEY,
                            "Баланс",
                            "Balance",
                            PERSONAL,
                            "остаток, остаток на счете, account balance"),
                    field(
                            "debt",
                            MONEY,
                            "Долг",
                            "Debt",
                            PERSONAL,
                            "сумма долга, задолженность, сумма задолженности, debt amount, arrears, amount due"),
                    field(
                            "due_date",
                            DATE,
                            "Срок оплаты",
                            "Due date",
                            GENERAL,
                            "оплатить до, дата оплаты, дата платежа, срок платежа, срок погашения, payment due, payment due date, pay by"),
                    field(
                            "last_payment_date",
                            DATE,
                            "Дата последнего платежа",
                            "Last payment date",
                            GENERAL,
                            "последний платеж дата, последняя оплата, last payment, last paid"),
                    field(
                            "last_payment_amount",
                            MONEY,
                            "Сумма последнего платежа",
                            "Last payment amount",
                            PERSONAL,
                            "последний платеж, последний платеж сумма, last payment sum"),
                    field(
                            "credit_limit",
                            MONEY,
                            "Кредитный лимит",
                            "Credit limit",
                            PERSONAL,
                            "лимит, лимит по карте, limit"),
                    field(
                            "tariff",
                            TEXT,
                            "Тариф",
                            "Tariff",
                            GENERAL,
                            "тарифный план, план, plan, rate plan"),
                    field(
                            "branch",
                            TEXT,
                            "Филиал",
                            "Branch",
                            GENERAL,
                            "отделение, офис, подразделение, office, store"),
                    field(
                            "manager",
                            TEXT,
                            "Менеджер",
                            "Manager",
                            PERSONAL,
                            "ответственный, куратор, персональный менеджер, account manager, owner"),
                    field(
                            "value_group",
                            TEXT,
                            "Группа ценности",
                            "Value group",
                            GENERAL,
                            "сегмент, ценность, категория, категория клиента, группа, segment, category, tier"),
                    field(
                            "registration_date",
                            DATE,
                            "Дата регистрации",
                            "Registration date",
                            GENERAL,
                            "зарегистрирован, дата заведения, клиент с, registered, registered at, signup date, client since"),
                    field(
                            "last_visit",
                            MOMENT,
                            "Последний визит",
                            "Last visit",
                            GENERAL,
                            "дата последнего визита, последнее посещение, дата последнего посещения, last seen, last visit date, last activity"),
                    field(
                            "channel",
                            TEXT,
                            "Канал",
                            "Channel",
                            GENERAL,
                            "канал привлечения, источник, source"),
                    field(
                            "bonus_points",
                            NUMBER,
                            "Бонусы",
                            "Bonus points",
                            GENERAL,
                            "баллы, бонусные баллы, bonus, bonuses, points"),
                    field(
                            "orders_count",
                            NUMBER,
                            "Число заказов",
                            "Orders count",
                            GENERAL,
                            "количество заказов, заказов, заказы, orders, number of orders"),
                    field(
                            "discount",
                            NUMBER,
                            "Скидка",
                            "Discount",
                            GENERAL,
                            "скидка %, процент скидки, discount percent"),
                    field(
                            "contract_number",
                            TEXT,
                            "Номер договора",
                            "Contract number",
                            PERSONAL,
                            "договор, № договора, contract, contract no, agreement"),
                    field(
                            "app_user",
                            YES_NO,
                            "Пользуется приложением",
                            "App user",
                            GENERAL,
                            "приложение, мобильное приложение, app, mobile app"),
                    field(
                            "consent_advertising",
                            YES_NO,
                            "Согласие на рекламу",
                            "Consent to advertising",
                            GENERAL,
                            "согласие, согласие на рассылку, согласие на рассылки, реклама, рассылка, consent, opt in, optin, marketing consent, advertising consent, marketing"),
                    field(
                            "time_zone",
                            TEXT,
                            "Часовой пояс",
                            "Time zone",
                            GENERAL,
                            "таймзона, timezone, tz"));

    private static final Map<String, Field> BY_NAME = names();
    private static final Map<String, Field> BY_HEADER = headers();

    private Fields() {}

    /** Every field, the external id and the telephone number among them, in the usual order. */
    public static List<Field> all() {
        return ALL;
    }

    /**
     * The field with this key, or with this Russian or English title. Letter case, punctuation and
     * the dots of ё do not matter.
     */
    public static Optional<Field> find(String keyOrTitle) {
        return Optional.ofNullable(BY_NAME.get(plain(keyOrTitle)));
    }

    /** The field that a column of a file with this header brings, if the header is known. */
    public static Optional<Field> guess(String header) {
        return Optional.ofNullable(BY_HEADER.get(plain(header)));
    }

    /** Whether a header unknown to the catalogue still speaks of a telephone. */
    public static boolean soundsLikePhone(String header) {
        String plain = plain(header);
        return plain.contains("телефон")
                || plain.contains("мобильн")
                || plain.contains("phone")
                || plain.contains("msisdn")
                || plain.startsWith("моб тел")
                || plain.startsWith("номер тел");
    }

    /** Lower case, ё as е, everything but letters and digits as one space. */
    private static String plain(String header) {
        StringBuilder plain = new StringBuilder(header.length());
        header.toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(c -> {
                    if (Character.isLetterOrDigit(c)) {
                        plain.appendCodePoint(c == 'ё' ? 'е' : c);
                    } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                        plain.append(' ');
                    }
                });
        return plain.toString().strip();
    }

    private static Map<String, Field> names() {
        Map<String, Field> names = new HashMap<>();
        for (Field field : ALL) {
            names.put(plain(field.key()), field);
            names.put(plain(field.titleRu()), field);
            names.put(plain(field.titleEn()), field);
        }
        return Map.copyOf(names);
    }

    private static Map<String, Field> headers() {
        Map<String, Field> headers = new HashMap<>();
        for (Field field : ALL) {
            List<String> names = new ArrayList<>(field.synonyms());
            names.addAll(List.of(field.key(), field.titleRu(), field.titleEn()));
            for (String name : names) {
                Field other = headers.put(plain(name), field);
                if (other != null && !other.equals(field)) {
                    throw new IllegalStateException("Two fields answer to the header " + name);
                }
            }
        }
        return Map.copyOf(headers);
    }

    private static Field field(
            String key,
            FieldType type,
            String titleRu,
            String titleEn,
            boolean personal,
            String synonyms) {
        return new Field(key, key, type, titleRu, titleEn, personal, list(synonyms), List.of());
    }

    private static Field phone() {
        return new Field(
                "phone",
                "msisdn",
                PHONE,
                "Телефон",
                "Phone",
                PERSONAL,
                list(
                        "мобильный, мобильный телефон, моб тел, моб телефон, моб, тел, сотовый, сотовый телефон, номер, номер телефона, телефон клиента, контактный телефон, msisdn, mobile, mobile phone, cell, cell phone, phone number, mobile number, number, tel, telephone"),
                List.of());
    }

    private static Field sex() {
        return new Field(
                "sex",
                "sex",
                ONE_OF,
                "Пол",
                "Sex",
                PERSONAL,
                List.of("пол клиента", "gender"),
                List.of(
                        new Field.Option("male", "мужской", "male"),
                        new Field.Option("female", "женский", "female")));
    }

    private static List<String> list(String synonyms) {
        return List.of(synonyms.split(", ", -1));
    }
}
