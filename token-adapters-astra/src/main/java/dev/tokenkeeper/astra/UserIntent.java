package dev.tokenkeeper.astra;

import dev.tokenkeeper.domain.Secret;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was announced to Astra before giving consent (provider notes, 4.2). Immutable.
 *
 * @param id Astra's; a hint for the consent page as {@link AstraSettings#USER_INTENT_HINT}
 * @param status as Astra says it, for example {@code approved}, {@code document}, {@code retry} or
 *     {@code rejected}; empty if it says none
 * @param userId Astra's id of the user who it has become; null as long as it has not
 */
public record UserIntent(String id, String status, @Nullable String userId) {

  /** Refuses null. */
  public UserIntent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
  }

  /** Who is announced. Immutable; prints nothing of it. */
  public static final class Profile {
    private final Map<String, Object> fields;

    private Profile(Builder builder) {
      this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
    }

    /**
     * Begins with what Astra requires.
     *
     * @param phone in the format of E.164: {@code +14155550101}
     * @throws IllegalArgumentException if one is blank, or the phone's format another
     */
    public static Builder builder(String email, String phone) {
      return new Builder(email, phone);
    }

    /** The announcement's fields: texts, and secrets. */
    Map<String, Object> fields() {
      return fields;
    }

    /** Returns {@code Profile[***]}. */
    @Override
    public String toString() {
      return "Profile[***]";
    }

    /**
     * Gathers who is announced. Each method refuses a blank text with an {@link
     * IllegalArgumentException}. Not safe for use by several threads.
     */
    public static final class Builder {
      private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");

      private final Map<String, Object> fields = new LinkedHashMap<>();

      private Builder(String email, String phone) {
        if (!E164.matcher(phone).matches()) {
          throw new IllegalArgumentException("phone must be in the format of E.164: +14155550101");
        }
        fields.put("email", Secret.of(required("email", email)));
        fields.put("phone", Secret.of(phone));
        // Astra refuses a null here, and says nothing about its absence.
        fields.put("address2", "");
      }

      /** The first name. */
      public Builder firstName(String name) {
        return set("first_name", name);
      }

      /** The last name. */
      public Builder lastName(String name) {
        return set("last_name", name);
      }

      /** The first line of the address. */
      public Builder address1(String line) {
        return set("address1", line);
      }

      /** The second line of the address; default empty, and null or blank means the same. */
      public Builder address2(@Nullable String line) {
        fields.put("address2", line == null ? "" : line.strip());
        return this;
      }

      /** The city. */
      public Builder city(String name) {
        return set("city", name);
      }

      /** The state, for example {@code CA}. */
      public Builder state(String name) {
        return set("state", name);
      }

      /** The postal code. */
      public Builder postalCode(String code) {
        return set("postal_code", code);
      }

      /** The date of birth, from here on a secret. */
      public Builder dateOfBirth(LocalDate date) {
        fields.put("date_of_birth", Secret.of(date.toString()));
        return this;
      }

      /** The social security number, or its last four digits, as the program has it. */
      public Builder ssn(Secret number) {
        fields.put("ssn", Objects.requireNonNull(number, "ssn"));
        return this;
      }

      /** The address of the user's own device; Astra may reject private ones and those of VPNs. */
      public Builder ipAddress(String address) {
        return set("ip_address", address);
      }

      /** Returns who is announced. */
      public Profile build() {
        return new Profile(this);
      }

      private Builder set(String name, String value) {
        fields.put(name, required(name, value));
        return this;
      }

      private static String required(String name, String value) {
        if (value.isBlank()) {
          throw new IllegalArgumentException(name + " must not be blank");
        }
        return value;
      }
    }
  }
}
