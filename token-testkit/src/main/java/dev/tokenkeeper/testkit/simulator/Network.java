package dev.tokenkeeper.testkit.simulator;

import java.util.Map;

/** A network of players, which a session must select before it may use the API. */
record Network(long id, String name) {

  Map<String, Object> fields() {
    return Answer.fields("id", id, "name", name);
  }
}
