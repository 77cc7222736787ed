package dev.tokenkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Rules about one matter, proved on the product and on the miniature that breaks them. */
final class Theme {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(Layout.PRODUCT.root());

  private final Layout miniature;
  private final JavaClasses seeded;

  /** Takes the name of the miniature's package. */
  Theme(String fixture) {
    this.miniature = Layout.fixture(fixture);
    this.seeded = new ClassFileImporter().importPackages(miniature.root());
  }

  /** The product keeps the rule; in the miniature these break it, and nobody else does. */
  void prove(Function<Layout, ArchRule> rule, Class<?>... offenders) {
    rule.apply(Layout.PRODUCT).check(PRODUCT);
    List<String> found = violations(rule.apply(miniature), seeded);
    for (Class<?> each : offenders) {
      assertThat(found).as("does not see " + each).anyMatch(line -> names(line, each));
    }
    assertThat(found)
        .as("sees what is not seeded")
        .allMatch(line -> Arrays.stream(offenders).anyMatch(each -> names(line, each)));
  }

  /** The same; in the product some may break the rule, and each of them still needs to. */
  void prove(BiFunction<Layout, Exempt, ArchRule> rule, Exempt exempt, Class<?>... offenders) {
    prove(
        layout -> rule.apply(layout, layout.equals(Layout.PRODUCT) ? exempt : Exempt.NONE),
        offenders);
    for (String each : exempt.names()) {
      assertThat(violations(rule.apply(Layout.PRODUCT, exempt.without(each)), PRODUCT))
          .as("needs no exemption any more: " + each)
          .isNotEmpty();
    }
  }

  /** The rule, broken in the miniature, says of all of these that they are why. */
  void proveMentions(Function<Layout, ArchRule> rule, Class<?>... reasons) {
    List<String> found = violations(rule.apply(miniature), seeded);
    for (Class<?> each : reasons) {
      assertThat(found).as("does not see " + each).anyMatch(line -> names(line, each));
    }
  }

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }

  private static boolean names(String line, Class<?> type) {
    return line.contains(type.getName());
  }
}
