package io.soroka.contacts;

import static io.soroka.contacts.FieldType.DATE;
import static io.soroka.contacts.FieldType.MOMENT;
import static io.soroka.contacts.FieldType.MONEY;
import static io.soroka.contacts.FieldType.NUMBER;
import static io.soroka.contacts.FieldType.ONE_OF;
import static io.soroka.contacts.FieldType.PHONE;
import static io.soroka.contacts.FieldType.TEXT;
import static io.soroka.contacts.FieldType.YES_NO;
import static io.soroka.contacts.PersonalData.NONE;
import static io.soroka.contacts.PersonalData.PERSONAL;

import java.util.List;

/** The fields that every company's clients have, with the headers under which files bring them. */
final class StandardFields {

    static final List<Field> ALL =
            List.of(
                    field(
                            "external_id",
                            TEXT,
                            "Внешний код",
                            "External id",
                            NONE,
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
                            NONE,
                            "населенный пункт, город проживания, town"),
                    field(
                            "region",
                            TEXT,
                            "Регион",
                            "Region",
                            NONE,
                            "область, край, субъект, регион проживания, state, province"),
                    field(
                            "postal_code",
                            TEXT,
                            "Индекс",
                            "Postal code",
                            PERSONAL,
                            "почтовый индекс, zip, zip code, postcode, postal"),
                    field("language", TEXT, "Язык", "Language", NONE, "язык общения, lang, locale"),
                    field(
                            "product",
                            TEXT,
                            "Продукт",
                            "Product",
                            NONE,
                            "товар, услуга, название продукта, product name, service"),
                    field(
                            "status",
                            TEXT,
                            "Статус",
                            "Status",
                            NONE,
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
                            NONE,
                            "оплатить до, дата оплаты, дата платежа, срок платежа, срок погашения, payment due, payment due date, pay by"),
                    field(
                            "last_payment_date",
                            DATE,
                            "Дата последнего платежа",
                            "Last payment date",
                            NONE,
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
                            NONE,
                            "тарифный план, план, plan, rate plan"),
                    field(
                            "branch",
                            TEXT,
                            "Филиал",
                            "Branch",
                            NONE,
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
                            NONE,
                            "сегмент, ценность, категория, категория клиента, группа, segment, category, tier"),
                    field(
                            "registration_date",
                            DATE,
                            "Дата регистрации",
                            "Registration date",
                            NONE,
                            "зарегистрирован, дата заведения, клиент с, registered, registered at, signup date, client since"),
                    field(
                            "last_visit",
                            MOMENT,
                            "Последний визит",
                            "Last visit",
                            NONE,
                            "дата последнего визита, последнее посещение, дата последнего посещения, last seen, last visit date, last activity"),
                    field(
                            "channel",
                            TEXT,
                            "Канал",
                            "Channel",
                            NONE,
                            "канал привлечения, источник, source"),
                    field(
                            "bonus_points",
                            NUMBER,
                            "Бонусы",
                            "Bonus points",
                            NONE,
                            "баллы, бонусные баллы, bonus, bonuses, points"),
                    field(
                            "orders_count",
                            NUMBER,
                            "Число заказов",
                            "Orders count",
                            NONE,
                            "количество заказов, заказов, заказы, orders, number of orders"),
                    field(
                            "discount",
                            NUMBER,
                            "Скидка",
                            "Discount",
                            NONE,
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
                            NONE,
                            "приложение, мобильное приложение, app, mobile app"),
                    field(
                            "consent_advertising",
                            YES_NO,
                            "Согласие на рекламу",
                            "Consent to advertising",
                            NONE,
                            "согласие, согласие на рассылку, согласие на рассылки, реклама, рассылка, consent, opt in, optin, marketing consent, advertising consent, marketing"),
                    field(
                            "time_zone",
                            TEXT,
                            "Часовой пояс",
                            "Time zone",
                            NONE,
                            "таймзона, timezone, tz"));

    private StandardFields() {}

    private static Field field(
            String key,
            FieldType type,
            String titleRu,
            String titleEn,
            PersonalData personalData,
            String synonyms) {
        return Field.standard(
                key, key, type, titleRu, titleEn, personalData, list(synonyms), List.of());
    }

    private static Field phone() {
        return Field.standard(
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
        return Field.standard(
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
