package dev.tokenkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a provider has said is tested, and a test that says so names a row that there is. */
class ProviderFactsTest {
  private static final String PAGE =
      """
      | id | provider | what is said | tag |
      | --- | --- | --- | --- |
      | `1.a` | Acme | tokens live an hour | D |
      | `1.b` | Acme | there is no limit | U |
      """;

  @Test
  void problems_ofThisProject_areNone() throws IOException {
    ProviderFacts facts = ProviderFacts.ofThisProject();
    Path table = Files.createDirectories(Path.of("target")).resolve("provider-facts.md");
    Files.writeString(table, facts.table());
    System.out.printf(
        "%d facts of providers, %d tests: %s%n", facts.rows().size(), facts.tests().size(), table);

    assertThat(facts.problems()).isEmpty();
    assertThat(facts.rows()).hasSizeGreaterThan(150);
  }

  @Test
  void problems_rowWithoutATest_isNamed() throws IOException {
    assertThat(problems("@Test @Fact(\"1.a\") void x() {}"))
        .containsExactly("1.b has no test: Acme | there is no limit | U");
  }

  @Test
  void problems_testOfNoRow_isNamed() throws IOException {
    assertThat(problems("@ParameterizedTest @Fact({\"1.a\", \"1.b\", \"1.c\"}) void x(int i) {}"))
        .containsExactly("token-acme: AcmeTest#x names 1.c, which is no row");
  }

  @Test
  void problems_factOfWhatDoesNotRun_countsForNothing() throws IOException {
    assertThat(problems("@Test @Disabled @Fact(\"1.a\") void x() {} @Fact(\"1.b\") void y() {}"))
        .containsExactly(
            "token-acme: AcmeTest#x names facts and is no test that runs",
            "token-acme: AcmeTest#y names facts and is no test that runs",
            "1.a has no test: Acme | tokens live an hour | D",
            "1.b has no test: Acme | there is no limit | U");
  }

  @Test
  void problems_factOfAnAbstractClass_countsForEachThatExtendsIt() throws IOException {
    Source contract =
        source("public abstract class Acme { @TestFactory @Fact({\"1.a\", \"1.b\"}) void x() {} }");
    Source heir = source("/** Tests. */\nclass AcmeTest extends Acme {}");

    assertThat(problems(List.of(contract, heir))).isEmpty();
    assertThat(Witness.in(contract, List.of(heir, source("final class B extends Acme {}"))))
        .extracting(Witness::type)
        .containsExactly("dev.acme.AcmeTest", "dev.acme.B");
  }

  @Test
  void problems_factOfAnAbstractClassThatNoneExtends_countsForNothing() throws IOException {
    Source contract = source("abstract class Acme { @Test @Fact({\"1.a\", \"1.b\"}) void x() {} }");
    Source open = source("abstract class AcmeToo extends Acme {}");
    Source other = source("class OtherTest extends AcmeToo {}");

    assertThat(problems(List.of(contract, open, other)))
        .first()
        .isEqualTo("token-acme: Acme#x names facts and is no test that runs");
  }

  @Test
  void rows_factTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProviderFacts.rows(PAGE + PAGE))
        .withMessageContaining("1.a");
  }

  @Test
  void read_report_countsTheRunsOfThisTestAlone() {
    String report =
        """
        <testcase name="send" classname="AcmeTest" time="0"/>
        <testcase name="send(int)[1]" classname="AcmeTest" time="0">
          <failure message="x"/>
        </testcase>
        <testcase name="sendAgain" classname="AcmeTest" time="0"/>
        """;

    assertThat(TestReport.read(report, "send").told()).isEqualTo("1 passed, 1 did not");
    assertThat(TestReport.read(report, "sendAgain").told()).isEqualTo("1 passed");
    assertThat(TestReport.read(report, "se").told()).isEqualTo("not run");
  }

  private static List<String> problems(String members) throws IOException {
    return problems(List.of(source("class AcmeTest {" + members + "}")));
  }

  private static List<String> problems(List<Source> sources) throws IOException {
    return new ProviderFacts(ProviderFacts.rows(PAGE), ProviderFacts.tests(sources)).problems();
  }

  private static Source source(String type) {
    return new Source("token-acme", "package dev.acme;\n" + type);
  }
}
