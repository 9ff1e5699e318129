package io.soroka.demo;

import io.soroka.access.Department;
import io.soroka.access.Departments;
import io.soroka.access.Role;
import io.soroka.access.Users;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Whom;
import io.soroka.delivery.Delivery;
import io.soroka.imports.ClientImport;
import io.soroka.imports.ImportResult;
import io.soroka.policy.MessageClass;
import io.soroka.practice.SampleCompany;
import io.soroka.practice.SampleTexts;
import io.soroka.providers.Connection;
import io.soroka.providers.Connections;
import io.soroka.providers.Limits;
import io.soroka.segments.Segments;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Sets the sample company up: connections to the simulator at every start, people and texts at the
 * first. Does nothing unless it is asked for.
 */
@Component
@EnableConfigurationProperties(DemoSettings.class)
class DemoCompany implements ApplicationRunner {
    static final String DEPARTMENT = "Маркетинг";
    private static final long SEED = 20_261_123;
    private static final String PORT = "port";

    /** Roubles a part, operator by operator. */
    private static final List<BigDecimal> PRICES =
            List.of(new BigDecimal("1.95"), new BigDecimal("2.10"), new BigDecimal("2.35"));

    private final DemoSettings settings;
    private final Departments departments;
    private final Users users;
    private final Connections connections;
    private final Delivery delivery;
    private final ClientImport imports;
    private final Segments segments;
    private final Campaigns campaigns;
    private final SampleTexts sampleTexts;
    private final Clock clock;

    DemoCompany(
            DemoSettings settings,
            Departments departments,
            Users users,
            Connections connections,
            Delivery delivery,
            ClientImport imports,
            Segments segments,
            Campaigns campaigns,
            SampleTexts sampleTexts,
            Clock clock) {
        this.settings = settings;
        this.departments = departments;
        this.users = users;
        this.connections = connections;
        this.delivery = delivery;
        this.imports = imports;
        this.segments = segments;
        this.campaigns = campaigns;
        this.sampleTexts = sampleTexts;
        this.clock = clock;
    }

    /** A log-in of the sample company. */
    record Login(String login, String name, Role role) {}

    static final List<Login> LOGINS =
            List.of(
                    new Login("anna", "Анна Соловьёва", Role.CAMPAIGN_MANAGER),
                    new Login("admin", "Денис Рябов", Role.ADMINISTRATOR));

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!settings.enabled()) {
            return;
        }
        connect();
        if (departments.all().isEmpty()) {
            Department department = departments.create(DEPARTMENT);
            for (Login login : LOGINS) {
                users.createForDemo(
                        login.login(),
                        login.name(),
                        login.role(),
                        department.id(),
                        settings.password());
            }
            if (settings.clients() > 0) {
                importSample(department.id());
                setUp(department.id());
                sampleTexts.keep(department.id(), LOGINS.getFirst().name());
            }
        }
    }

    private void connect() {
        int priority = 0;
        for (String operator : settings.operators()) {
            String[] words = operator.split(":", -1);
            List<String> prefixes = words[3].isEmpty() ? List.of() : List.of(words[3].split("\\+"));
            connect(
                    new Connection.Wanted(
                            words[1],
                            "smpp",
                            priority,
                            Limits.perSecond(settings.ratePerSecond()),
                            PRICES.get(priority % PRICES.size()),
                            prefixes,
                            List.of(),
                            Map.of(
                                    "host",
                                    "127.0.0.1",
                                    PORT,
                                    words[2],
                                    "systemId",
                                    words[0],
                                    "sessions",
                                    Integer.toString(settings.sessions()),
                                    "window",
                                    Integer.toString(settings.window()),
                                    "sender",
                                    "Soroka"),
                            "secret"));
            priority++;
        }
        delivery.reload();
    }

    /** After a restart the operator listens elsewhere; all else stays as people have set it. */
    private void connect(Connection.Wanted wanted) {
        Connection known =
                connections.all().stream()
                        .filter(one -> one.name().equals(wanted.name()))
                        .findFirst()
                        .orElse(null);
        if (known == null) {
            Connection ignored = connections.create(wanted);
            return;
        }
        var options = new HashMap<>(known.options());
        options.put(PORT, Objects.requireNonNull(wanted.options().get(PORT)));
        Connection ignored =
                connections.change(
                        known,
                        new Connection.Wanted(
                                known.name(),
                                known.kind(),
                                known.priority(),
                                known.limits(),
                                known.unitPrice(),
                                known.prefixes(),
                                known.fallbacks(),
                                options,
                                wanted.secret()));
    }

    private void importSample(long departmentId) throws IOException {
        Path file = Files.createTempFile("sample-company", ".csv");
        try {
            SampleCompany.write(file, settings.clients(), SEED, LocalDate.now(clock));
            ImportResult ignored = imports.run(file, departmentId, "Пример компании");
        } finally {
            Files.delete(file);
        }
    }

    private void setUp(long departmentId) {
        String by = LOGINS.getFirst().name();
        long everyone = segments.save(departmentId, "Все клиенты", "{}", by).id();
        long debtors =
                segments.save(
                                departmentId,
                                "Долг больше 5 000 ₽",
                                """
                                {"field": "debt", "is": "gt", "value": 5000}\
                                """,
                                by)
                        .id();
        segments.save(
                departmentId,
                "Именинники месяца",
                """
                {"field": "birth_date", "is": "anniversary_within", "days": 30}\
                """,
                by);
        long cities =
                segments.save(
                                departmentId,
                                "Казань и Пермь",
                                """
                                {"field": "city", "is": "in", "values": ["Казань", "Пермь"]}\
                                """,
                                by)
                        .id();
        campaigns.create(
                departmentId,
                by,
                campaign(
                        "Плановые работы",
                        MessageClass.SERVICE,
                        "{Имя|Здравствуйте}, в ночь на 30 ноября связь может прерываться. Сорока",
                        everyone));
        campaigns.create(
                departmentId,
                by,
                campaign(
                        "Напоминание об оплате",
                        MessageClass.SERVICE,
                        "{Имя|Здравствуйте}, к оплате {Долг|0} руб. до {Срок оплаты|конца месяца}. Договор {Номер договора|без номера}.",
                        debtors));
        campaigns.create(
                departmentId,
                by,
                campaign(
                        "Бонусы сгорают 30 ноября",
                        MessageClass.ADVERTISING,
                        "{Имя|Здравствуйте}, у вас {Бонусы|0} бонусов до 30 ноября. Отказ: СТОП",
                        cities));
    }

    private static Draft campaign(
            String name, MessageClass messageClass, String text, long segment) {
        return Draft.to(name, messageClass, text, new Whom.Segment(segment));
    }
}
