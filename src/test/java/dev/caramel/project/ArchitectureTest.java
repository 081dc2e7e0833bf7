package dev.caramel.project;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.apache.camel.RoutesBuilder;

/** What holds for the classes of the program, and why. */
@AnalyzeClasses(packages = "dev.caramel", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule subjects_do_not_go_in_circles =
      slices()
          .matching("dev.caramel.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a subject that can be read alone can be changed alone");

  @ArchTest
  static final ArchRule routes_are_yaml =
      noClasses()
          .should()
          .beAssignableTo(RoutesBuilder.class)
          .because("what flows where is read and changed in routes/, by people who write no Java");

  @ArchTest
  static final ArchRule the_program_does_not_know_the_sandbox =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.caramel.sandbox..").or(resideInAPackage("io.zonky..")))
          .because("what works only against a stand-in does not work");

  @ArchTest
  static final ArchRule one_way_to_log =
      noClasses()
          .should(USE_JAVA_UTIL_LOGGING)
          .because("SLF4J is what ops configure, and what carries sync and run");

  @ArchTest
  static final ArchRule nothing_is_printed =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Command")
          .should(ACCESS_STANDARD_STREAMS)
          .because(
              "a line without time, level and sync helps nobody; only commands speak to a person");

  @ArchTest
  static final ArchRule constructors_inject =
      NO_CLASSES_SHOULD_USE_FIELD_INJECTION.because(
          "a class says in its constructor what it needs, and can be made without Spring");

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .because("waiting is Camel's: its delays end at once when the program stops");

  @ArchTest
  static final ArchRule state_is_not_static =
      fields()
          .that()
          .areStatic()
          .and(
              not(
                  com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameContaining(
                      "$")))
          .should()
          .beFinal()
          .because("several Caramels live in one JVM, in tests at least");

  @ArchTest
  static final ArchRule the_clock_is_handed_in =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("what depends on the time is tested with a clock that stands still");
}
