package io.soroka.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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

/** Files one after another, then each taken back: the tables are as before it. */
@Tag("slow")
class ImportUndoPropertyTest {

    private static ImportsFixture contacts;

    @BeforeContainer
    static void start() {
        contacts = new ImportsFixture();
    }

    @AfterContainer
    static void stop() {
        contacts.close();
    }

    @Provide
    Arbitrary<List<List<String>>> files() {
        Arbitrary<String> row =
                Combinators.combine(
                                Arbitraries.of("", "", "a", "b", "c"),
                                Arbitraries.of("9161234560", "9161234561", "9161234562", "нет"),
                                Arbitraries.of("", "Оля", "Яна"),
                                Arbitraries.of("", "да", "нет"),
                                Arbitraries.of("", "1,5", "2"))
                        .as((id, number, name, consent, debt) ->
                                String.join(";", id, number, name, consent, debt));
        return row.list().ofMinSize(1).ofMaxSize(8).list().ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void everyUndoRestoresWhatWas(@ForAll("files") List<List<String>> files) {
        contacts.sql
                .sql(
                        "truncate client, client_import, client_import_file, client_change, client_import_met")
                .update();
        Deque<Import> done = new ArrayDeque<>();
        Deque<String> before = new ArrayDeque<>();
        for (List<String> file : files) {
            before.push(contacts.everything());
            contacts.clock.advance(Duration.ofMinutes(1));
            Import one =
                    contacts.run("ID;Телефон;Имя;Согласие;Долг\n" + String.join("\n", file) + "\n");
            assertThat(one.status()).isEqualTo(Import.Status.DONE);
            done.push(one);
        }
        while (!done.isEmpty()) {
            Import undone = contacts.imports.undo(done.pop().id(), ImportsFixture.DEPARTMENT);
            assertThat(undone.undo().kept()).isZero();
            assertThat(contacts.everything()).isEqualTo(before.pop());
        }
    }
}
