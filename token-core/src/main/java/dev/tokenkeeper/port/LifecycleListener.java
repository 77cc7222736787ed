package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.LifecycleEvent;

/**
 * Is told what happened on this node, after it was stored. What it throws is dropped: a listener
 * never changes what happens to a token. Called from the keeper's threads; must not block.
 */
@FunctionalInterface
public interface LifecycleListener {

  /** Is told of one event. */
  void on(LifecycleEvent event);
}
