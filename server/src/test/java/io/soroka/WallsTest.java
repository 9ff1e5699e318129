package io.soroka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms keep to what their package-info allows, and libraries stay where they belong. */
class WallsTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.soroka");

    @Test
    void roomsUseOnlyWhatTheyName() {
        ApplicationModules modules = ApplicationModules.of(Soroka.class);
        assertThat(modules.stream().count()).isGreaterThan(10);
        modules.verify();
    }

    @Test
    void nettyIsSeenInSmppOnly() {
        onlyIn("io.netty..", "io.soroka.smpp..").check(OURS);
    }

    @Test
    void theCheckOfLibrariesFindsAViolation() {
        // The same rule with a room that does use the library must fail, or it guards nothing.
        assertThatThrownBy(() -> onlyIn("io.netty..", "io.soroka.text..").check(OURS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.soroka.smpp");
    }

    @Test
    void csvAndNumberLibrariesStayInTheirRooms() {
        onlyIn("de.siegmar..", "io.soroka.tables..", "io.soroka.imports..").check(OURS);
        onlyIn("org.dhatim..", "io.soroka.tables..").check(OURS);
        onlyIn("com.google.i18n..", "io.soroka.numbering..").check(OURS);
        onlyIn("org.mariadb..", "io.soroka.sources.jdbc..").check(OURS);
        onlyIn("org.apache.hc..", "io.soroka.sources.rest..").check(OURS);
        onlyIn("org.apache.sshd..", "io.soroka.sources.sftp..").check(OURS);
        onlyIn(
                        "picocli..",
                        "io.soroka.cli..",
                        "io.soroka.simulator..",
                        "io.soroka.demo..",
                        "io.soroka.bench..")
                .check(OURS);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Dto)").check(OURS);
        noClasses()
                .should()
                .resideInAnyPackage("..impl..", "..dto..", "..util..", "..service..")
                .check(OURS);
    }

    @Test
    void theTimeComesFromTheClock() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.soroka.cli..",
                        "io.soroka.simulator..",
                        "io.soroka.bench..",
                        "io.soroka.demo..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .check(OURS);
    }

    @Test
    void controllersLiveInWebPackagesAndFieldsAreNotInjected() {
        classes()
                .that()
                .areAnnotatedWith(org.springframework.web.bind.annotation.RestController.class)
                .should()
                .resideInAPackage("..web..")
                .check(OURS);
        noFields()
                .should()
                .beAnnotatedWith(org.springframework.beans.factory.annotation.Autowired.class)
                .check(OURS);
    }

    @Test
    void controllersAreNotPublic() {
        classes()
                .that()
                .areAnnotatedWith(org.springframework.web.bind.annotation.RestController.class)
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .check(OURS);
    }

    private static ArchRule onlyIn(String library, String... rooms) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
