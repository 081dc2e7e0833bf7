package dev.caramel.project;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The sandbox is a Sugar for anybody: it must not know who calls. */
@AnalyzeClasses(packages = "dev.caramel.sandbox")
class SandboxArchitectureTest {

  @ArchTest
  static final ArchRule the_sandbox_does_not_know_the_program =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.caramel..").and(not(resideInAPackage("dev.caramel.sandbox.."))))
          .because("a stand-in that knows its caller proves nothing");

  @ArchTest
  static final ArchRule the_sandbox_is_plain_java =
      noClasses()
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.springframework..", "org.apache.camel.."))
          .because("it must start in a moment, alone, and share no fault with the program");
}
