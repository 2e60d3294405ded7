package org.opencadc.sessionindex;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages point inward, and classes stay small enough to be read. */
class ArchitectureTest {
  private static final String ROOT = "org.opencadc.sessionindex";
  private static final int MOST_LINES = 250;
  private static final Path SOURCES = Path.of("src/main/java");

  private static final JavaClasses MAIN = read();

  private static JavaClasses read() {
    // names are enough: reading the libraries too takes many times as long
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(ROOT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      textBlock =
          """
          ledger    :
          api       :
          http      :
          leader    : http
          protobuf  : http
          watch     : ledger http protobuf
          publish   : ledger api http
          reconcile : ledger api http watch publish
          ops       : watch publish reconcile
          verify    : api
          """)
  void aPackageKnowsNoneButThese(String name, String known) {
    List<String> allowed =
        Stream.concat(Stream.of(name), Stream.of((known == null ? "" : known).split(" ", -1)))
            .map(part -> ROOT + "." + part)
            .toList();
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are ours and not in " + allowed,
                other ->
                    other.getPackageName().startsWith(ROOT)
                        && allowed.stream().noneMatch(other.getPackageName()::equals)))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void theLedgerIsPlainJava() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".ledger..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".ledger..", "java..")
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void nothingStaticChanges() {
    fields().that().areStatic().should().beFinal().check(MAIN);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Managers?)").check(MAIN);
  }

  @Test
  void classesAreSmall() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(MOST_LINES));
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
