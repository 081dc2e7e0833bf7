/** How Caramel speaks to Sugar: connections, sessions, requests, metadata. */
@NullMarked
package dev.caramel.sugar;

import org.jspecify.annotations.NullMarked;
