package io.soroka.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Files one after another against a model that walks through clients one by one. */
@Tag("slow")
class FoldingPropertyTest {

    private static ContactsFixture contacts;

    @BeforeContainer
    static void start() {
        contacts = new ContactsFixture();
    }

    @AfterContainer
    static void stop() {
        contacts.close();
    }

    record Row(String id, String number, String name, String consent) {
        boolean usable() {
            return !number.equals("нет");
        }
    }

    @Provide
    Arbitrary<List<List<Row>>> files() {
        Arbitrary<Row> row =
                Combinators.combine(
                                Arbitraries.of("", "", "a", "b", "c", "d"),
                                Arbitraries.of(
                                        "9161234560",
                                        "8 916 123-45-60",
                                        "9161234561",
                                        "9161234562",
                                        "9161234563",
                                        "нет"),
                                Arbitraries.of("", "", "Оля", "Яна", "Ира"),
                                Arbitraries.of("", "", "да", "нет", "?"))
                        .as(Row::new);
        return row.list().ofMaxSize(12).list().ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void foldsLikeTheModel(@ForAll("files") List<List<Row>> files) {
        contacts.sql.sql("truncate client").update();
        Model model = new Model();
        for (List<Row> file : files) {
            StringBuilder text = new StringBuilder("ID;Телефон;Имя;Согласие\n");
            for (Row row : file) {
                text.append("%s;%s;%s;%s\n".formatted(row.id, row.number, row.name, row.consent));
            }
            ImportResult result = contacts.run(text.toString());
            long touched = model.add(file);
            long usable = file.stream().filter(Row::usable).count();
            assertThat(result.rows()).isEqualTo(file.size());
            assertThat(result.rejected()).isEqualTo(file.size() - usable);
            assertThat(result.imported()).isEqualTo(touched);
            assertThat(result.merged()).isEqualTo(usable - touched);
        }
        assertThat(
                        contacts.all().stream()
                                .map(c ->
                                        "%s %d %s %s"
                                                .formatted(
                                                        c.externalId(),
                                                        c.msisdn(),
                                                        c.values().get("first_name"),
                                                        c.values().get("consent_advertising")))
                                .toList())
                .isEqualTo(model.clients.stream().map(Person::toString).toList());
        assertThat(
                        contacts
                                .sql
                                .sql(
                                        """
                                        select c.id || ' ' || string_agg(k.given::text, ',' order by k.id)
                                        from client c join consent k on k.client_id = c.id
                                        group by c.id order by c.id
                                        """)
                                .query(String.class)
                                .list()
                                .stream()
                                .map(line -> line.substring(line.indexOf(' ') + 1))
                                .toList())
                .isEqualTo(
                        model.clients.stream()
                                .filter(person -> !person.answers.isEmpty())
                                .map(person -> String.join(",", person.answers))
                                .toList());
    }

    private static final class Person {
        final @Nullable String id;
        long number;
        @Nullable String name;
        @Nullable String consent;
        final List<String> answers = new ArrayList<>();

        Person(@Nullable String id, long number) {
            this.id = id;
            this.number = number;
        }

        @Override
        public String toString() {
            return id + " " + number + " " + name + " " + consent;
        }
    }

    /** Clients in order of age. */
    private static final class Model {
        final List<Person> clients = new ArrayList<>();

        long add(List<Row> file) {
            List<Row> usable = file.stream().filter(Row::usable).toList();
            TreeMap<String, Long> lastNumbers = new TreeMap<>();
            for (Row row : usable) {
                if (!row.id.isEmpty()) {
                    lastNumbers.put(row.id, number(row));
                }
            }
            lastNumbers.forEach((id, number) -> {
                Person known = byId(id);
                if (known == null) {
                    clients.add(new Person(id, number));
                } else {
                    known.number = number;
                }
            });
            usable.stream()
                    .filter(row -> row.id.isEmpty())
                    .map(Model::number)
                    .distinct()
                    .sorted()
                    .forEach(number -> {
                        if (byNumber(number) == null) {
                            clients.add(new Person(null, number));
                        }
                    });
            List<Person> touched = new ArrayList<>();
            List<String> before =
                    clients.stream().map(person -> person.answers.toString()).toList();
            List<@Nullable String> answers =
                    new ArrayList<>(java.util.Collections.nCopies(before.size(), null));
            for (Row row : usable) {
                Person person = row.id.isEmpty() ? byNumber(number(row)) : byId(row.id);
                if (!touched.contains(person)) {
                    touched.add(person);
                }
                person.name = row.name.isEmpty() ? person.name : row.name;
                if (row.consent.equals("да") || row.consent.equals("нет")) {
                    person.consent = Boolean.toString(row.consent.equals("да"));
                    answers.set(clients.indexOf(person), person.consent);
                }
            }
            for (int i = 0; i < answers.size(); i++) {
                List<String> ledger = clients.get(i).answers;
                String answer = answers.get(i);
                if (answer != null && (ledger.isEmpty() || !ledger.getLast().equals(answer))) {
                    ledger.add(answer);
                }
            }
            return touched.size();
        }

        private static long number(Row row) {
            String digits = row.number.replaceAll("\\D", "");
            return Long.parseLong("7" + digits.substring(digits.length() - 10));
        }

        private @Nullable Person byId(String id) {
            return clients.stream().filter(p -> id.equals(p.id)).findFirst().orElse(null);
        }

        private @Nullable Person byNumber(long number) {
            return clients.stream()
                    .filter(person -> person.number == number)
                    .min(Comparator.comparing(person -> person.id != null))
                    .orElse(null);
        }
    }
}
