package dev.tokenkeeper.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import dev.tokenkeeper.testkit.Fact;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A method that names facts, as its source has it: the sources are there whatever was built.
 *
 * @param type the class, with its package
 * @param runs whether it is a test, and not switched off
 */
record Witness(String module, String type, String method, List<String> facts, boolean runs) {
  private static final Set<String> TESTS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");
  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

  String told() {
    return module + ": " + type.replaceFirst(".*\\.", "") + '#' + method;
  }

  /**
   * Returns those in one source; of an abstract class, those that each class has which extends it.
   *
   * @param all where such classes are looked for
   */
  static List<Witness> in(Source source, List<Source> all) throws IOException {
    var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    var task =
        (JavacTask)
            compiler.getTask(
                null, null, null, List.of("-proc:none"), null, List.of(new Text(source.text())));
    List<Witness> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      for (Tree type : unit.getTypeDecls()) {
        found.addAll(in(source, String.valueOf(unit.getPackageName()), type, all).toList());
      }
    }
    return found;
  }

  private static Stream<Witness> in(Source source, String owner, Tree tree, List<Source> all) {
    if (tree instanceof ClassTree type) {
      String name = owner + '.' + type.getSimpleName();
      Stream<Witness> own =
          type.getMembers().stream().flatMap(member -> in(source, name, member, all));
      boolean open = type.getModifiers().getFlags().contains(Modifier.ABSTRACT);
      return open ? own.flatMap(each -> each.inherited(all)) : own;
    }
    return tree instanceof MethodTree method && !facts(method).isEmpty()
        ? Stream.of(
            new Witness(
                source.module(), owner, method.getName().toString(), facts(method), runs(method)))
        : Stream.empty();
  }

  /** As the classes have it that extend its own; as no test if none does. */
  private Stream<Witness> inherited(List<Source> all) {
    String parent = type.replaceFirst(".*\\.", "");
    List<Witness> heirs = new ArrayList<>();
    for (Source each : all) {
      each.heirOf(parent)
          .ifPresent(heir -> heirs.add(new Witness(each.module(), heir, method, facts, runs)));
    }
    return heirs.isEmpty()
        ? Stream.of(new Witness(module, type, method, facts, false))
        : heirs.stream();
  }

  private static List<String> facts(MethodTree method) {
    return annotations(method)
        .filter(each -> name(each).equals(Fact.class.getSimpleName()))
        .flatMap(each -> TEXT.matcher(each.getArguments().toString()).results())
        .map((MatchResult text) -> text.group(1))
        .toList();
  }

  private static boolean runs(MethodTree method) {
    return annotations(method).map(Witness::name).anyMatch(TESTS::contains)
        && annotations(method).map(Witness::name).noneMatch("Disabled"::equals);
  }

  private static Stream<AnnotationTree> annotations(MethodTree method) {
    return method.getModifiers().getAnnotations().stream().map(AnnotationTree.class::cast);
  }

  private static String name(AnnotationTree annotation) {
    return annotation.getAnnotationType().toString();
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String source) {
      super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }
}
