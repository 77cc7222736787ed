package dev.tokenkeeper.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.PackageMatcher;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What may break a rule, each for a reason of its own.
 *
 * @param reasons by full name of a top-level class or of a field, or by the pattern of a package
 */
record Exempt(Map<String, String> reasons) {
  static final Exempt NONE = new Exempt(Map.of());

  Exempt {
    reasons = Map.copyOf(reasons);
  }

  Exempt and(Class<?> name, String reason) {
    return and(name.getName(), reason);
  }

  Exempt and(String name, String reason) {
    var more = new TreeMap<>(reasons);
    more.put(name, reason);
    return new Exempt(more);
  }

  Exempt without(String name) {
    var fewer = new TreeMap<>(reasons);
    fewer.remove(name);
    return new Exempt(fewer);
  }

  Set<String> names() {
    return reasons.keySet();
  }

  /** The classes that are not exempt; what is in a class is as exempt as that is. */
  DescribedPredicate<JavaClass> others() {
    return DescribedPredicate.describe(
        "are not exempt", each -> names().stream().noneMatch(name -> covers(name, each)));
  }

  /** The fields that are not exempt. */
  DescribedPredicate<JavaField> otherFields() {
    return DescribedPredicate.describe(
        "are not exempt", each -> !reasons.containsKey(each.getFullName()));
  }

  private static boolean covers(String name, JavaClass each) {
    return name.endsWith("..")
        ? PackageMatcher.of(name).matches(each.getPackageName())
        : name.equals(each.getName().replaceAll("\\$.*", ""));
  }
}
