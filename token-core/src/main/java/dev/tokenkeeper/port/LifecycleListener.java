package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.LifecycleEvent;
import java.time.Duration;

/**
 * Is told what happened on this node, after it was stored. What it throws is dropped: a listener
 * never changes what happens to a token. Called from the keeper's threads; must not block.
 */
@FunctionalInterface
public interface LifecycleListener {

  /** Is told of one event. */
  void on(LifecycleEvent event);

  /**
   * Is told that this process's clock is not the store's. The keeper goes by the store's; whoever
   * compares {@link dev.tokenkeeper.domain.AccessToken#usableUntil} with a clock of its own does
   * not. Told again when the difference has changed by two seconds or more.
   *
   * @param ahead how far this process's clock is ahead; negative if it is behind
   */
  default void clockDiffers(Duration ahead) {}
}
