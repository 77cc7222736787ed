/** Authorization servers that others wrote, and the keeper in front of them. */
@NullMarked
package dev.tokenkeeper.server.servers;

import org.jspecify.annotations.NullMarked;
