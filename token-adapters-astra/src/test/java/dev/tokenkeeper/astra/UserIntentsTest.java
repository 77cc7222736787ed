package dev.tokenkeeper.astra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.testkit.Fact;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIntentsTest {
  private static final String PHONE = "+14155550101";
  private static final UserIntent.Profile ADA =
      UserIntent.Profile.builder("ada@example.com", PHONE)
          .firstName("Ada")
          .lastName("Byron \"Lovelace\"")
          .address1("1 Main St")
          .city("Palo Alto")
          .state("CA")
          .postalCode("94301")
          .dateOfBirth(LocalDate.of(1990, 12, 10))
          .ssn(Secret.of("1234"))
          .ipAddress("203.0.113.7")
          .build();

  private FakeAstra astra;
  private UserIntents intents;

  @BeforeEach
  void open() throws Exception {
    astra = FakeAstra.start();
    intents = astra.settings().build().userIntents();
  }

  @AfterEach
  void close() {
    astra.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  @Fact("4.2-create")
  void create_wholeProfile_isSentAsDocumented(int status) {
    astra.answering(status, "{\"id\":\"uin_0001\",\"status\":\"approved\"}");

    assertThat(intents.create(ADA)).isEqualTo(new UserIntent("uin_0001", "approved", null));
    assertThat(astra.requests())
        .containsExactly(
            new FakeAstra.Request(
                "POST /v1/user_intent",
                FakeAstra.BASIC,
                FakeAstra.JSON,
                "{\"email\":\"ada@example.com\",\"phone\":\"+14155550101\",\"address2\":\"\","
                    + "\"first_name\":\"Ada\",\"last_name\":\"Byron \\\"Lovelace\\\"\","
                    + "\"address1\":\"1 Main St\",\"city\":\"Palo Alto\",\"state\":\"CA\","
                    + "\"postal_code\":\"94301\",\"date_of_birth\":\"1990-12-10\","
                    + "\"ssn\":\"1234\",\"ip_address\":\"203.0.113.7\"}"));
  }

  @Test
  @Fact("4.2-address2")
  void create_secondAddressLine_isNeverNull() {
    astra.answering(201, "{\"id\":\"uin_0001\"}");
    var builder = UserIntent.Profile.builder("ada@example.com", PHONE);

    intents.create(builder.address2("Apt 2").build());
    intents.create(builder.address2(null).build());

    assertThat(astra.requests())
        .extracting(FakeAstra.Request::body)
        .containsExactly(
            "{\"email\":\"ada@example.com\",\"phone\":\"+14155550101\",\"address2\":\"Apt 2\"}",
            "{\"email\":\"ada@example.com\",\"phone\":\"+14155550101\",\"address2\":\"\"}");
  }

  @Test
  @Fact("4.5-intent")
  void create_refused_saysWhyAfterOneRequest() {
    astra.answering(
        400,
        """
        {"code":400,"name":"Bad Request","description":"At most 3\\nUserIntents \\u202Eper email"}
        """);

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> intents.create(ADA))
        .withMessage(
            "Astra refused our request to create a UserIntent"
                + " (HTTP 400: Bad Request: At most 3 UserIntents  per email).")
        .satisfies(e -> assertThat(e.status()).hasValue(400));
    assertThat(astra.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssn 1234 is wrong",
        "ssn 12\\n34 is wrong",
        "born 1990-12-10",
        "ada@example.com has three",
        "+14155550101 is taken",
        "no such client as app:app-secret"
      })
  void create_refusalThatRepeatsThePerson_isNotRepeated(String description) {
    astra.answering(
        400,
        "{\"code\":400,\"name\":\"Bad Request\",\"description\":\"%s\"}".formatted(description));

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> intents.create(ADA))
        .withMessageEndingWith("(HTTP 400: Bad Request).");
  }

  @Test
  void create_refusedWithoutEnd_isCut() {
    astra.answering(418, "{\"description\":\"" + "x".repeat(1000) + "\"}");

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> intents.create(ADA))
        .satisfies(e -> assertThat(e.getMessage()).contains("x…").hasSizeLessThan(300));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|{\"error\":\"invalid_client\",\"error_description\":\"No\"}|401: invalid_client: No",
        "403|{}|403",
        "500|<html>|500",
        "503|''|503",
        "302|''|302"
      })
  void create_anyOtherRefusal_isTold(int status, String body, String said) {
    astra.answering(status, body);

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> intents.create(ADA))
        .withMessageEndingWith("(HTTP " + said + ").");
    assertThat(astra.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"status\":\"approved\"}", "{\"id\":\"\"}"})
  void create_noId_isNoUserIntent(String body) {
    astra.answering(200, body);

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> intents.create(ADA))
        .withMessage("Astra's answer to our request to create a UserIntent has no id (HTTP 200).")
        .satisfies(e -> assertThat(e.status()).hasValue(200));
  }

  @Test
  void create_nobodyThere_saysThatThereMayBeOne() {
    astra.close();

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> intents.create(ADA))
        .withMessageContaining("There may be one now")
        .satisfies(e -> assertThat(e.status()).isEmpty());
  }

  @Test
  @Fact("4.2-find")
  void find_converted_hasItsUser() {
    astra.answering(200, "{\"id\":\"uin/1 %\",\"status\":\"document\",\"user_id\":\"usr_7\"}");

    assertThat(intents.find("uin/1 %")).isEqualTo(new UserIntent("uin/1 %", "document", "usr_7"));
    assertThat(astra.requests())
        .containsExactly(
            new FakeAstra.Request("GET /v1/user_intent/uin%2F1%20%25", FakeAstra.BASIC, "", ""));
  }

  @Test
  @Fact("4.2-find")
  void find_notConverted_hasNoUser() {
    astra.answering(200, "{\"id\":\"uin_1\",\"user_id\":null}");

    assertThat(intents.find("uin_1")).isEqualTo(new UserIntent("uin_1", "", null));
  }

  @Test
  void find_unknown_isSaid() {
    astra.answering(404, "{\"code\":404,\"name\":\"Not Found\"}");

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> intents.find("uin_1"))
        .satisfies(e -> assertThat(e.status()).hasValue(404));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void find_noId_asksNobody(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> intents.find(id));
    assertThat(astra.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "4155550101", "+04155550101", "+1 415 555", "+1234567890123456", "+1"})
  void builder_phoneNotE164_isRefusedUnseen(String phone) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserIntent.Profile.builder("ada@example.com", phone))
        .withMessage("phone must be in the format of E.164: +14155550101");
  }

  @Test
  void builder_blank_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserIntent.Profile.builder(" ", PHONE))
        .withMessage("email must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserIntent.Profile.builder("ada@example.com", PHONE).postalCode(""))
        .withMessage("postal_code must not be blank");
  }

  @Test
  void profile_printed_saysNothing() {
    assertThat(ADA).hasToString("Profile[***]");
  }
}
